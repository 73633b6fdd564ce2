import express, { type Request, type Response, Router } from 'express';
import type { Org } from '../org/services.ts';
import { fieldOf } from '../schema/model.ts';
import type { OrgUser } from '../security/access.ts';
import { RecordReader, type ShownRecord } from './records.ts';

/** The part of UI API that `lightning/uiRecordApi` reads with. */
export function uiApi(org: Org, userOf: (request: Request) => OrgUser | undefined): Router {
  const router = Router();
  router.use(express.json());

  router.get('/records/:id', (request: Request, response: Response) => {
    const user = userOf(request);
    if (!user) return fail(response, 401, 'INVALID_AUTH_HEADER', 'Session expired or invalid');
    const id = String(request.params.id);
    const object = org.schema.objectByKeyPrefix(id.slice(0, 3));
    if (!object) return fail(response, 404, 'NOT_FOUND', 'The requested resource does not exist');
    const wanted = names(request.query.fields);
    const optional = names(request.query.optionalFields);
    const reader = new RecordReader(org, user);
    for (const name of wanted)
      if (!reader.readable(object, name))
        return fail(response, 400, 'INVALID_FIELD', `No such field ${name} on ${object.name}, or no access to it`);
    const record = reader.read(object, id, [...wanted, ...optional.filter((name) => fieldOf(object, name))]);
    if (!record) return fail(response, 404, 'NOT_FOUND', 'The requested resource does not exist');
    response.json(recordJson(record));
  });

  router.use((request: Request, response: Response) => {
    fail(response, 501, 'NOT_EMULATED', `NotEmulated: UI API ${request.method} ${request.path}`);
  });
  return router;
}

/** `Contact.Name,Contact.Email` → `Name`, `Email`. */
function names(parameter: unknown): string[] {
  return String(parameter ?? '')
    .split(',')
    .map((name) => name.trim().replace(/^\w+\./, ''))
    .filter((name) => name !== '');
}

function recordJson(record: ShownRecord) {
  const fields = [...record.fields.values()].map(({ field, value, text }) => {
    const isWordy = field.type !== 'string' && field.type !== 'textarea' && value !== null;
    return [field.name, { value, displayValue: isWordy ? text : null }];
  });
  return { id: record.id, apiName: record.object.name, recordTypeId: null, fields: Object.fromEntries(fields) };
}

function fail(response: Response, status: number, errorCode: string, message: string): void {
  response.status(status).json([{ errorCode, message }]);
}
