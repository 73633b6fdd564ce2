/** `/sobjects/X/<id>/<relationship>`: the parent, or the children. */
import type { ObjectInfo } from '../schema/model.ts';
import { type ApiContext, type ApiRequest, type ApiResponse, inTransaction, ok } from './api.ts';
import { notFound } from './errors.ts';
import { page } from './query.ts';
import { recordJson, rowsJson } from './records.ts';

/** Undefined when the object has no such relationship. @param fields what to read of an object */
export function related(
  context: ApiContext,
  request: ApiRequest,
  object: ObjectInfo,
  id: string,
  relationship: string,
  fields: (object: ObjectInfo) => string[],
): ApiResponse | undefined {
  const wanted = relationship.toLowerCase();
  const { org } = context;
  const read = (text: string) =>
    inTransaction(context, request, () =>
      org.query.query(text, new Map([['id', id]]), { access: 'user', sharing: true, counts: false }),
    );
  const names = (target: ObjectInfo): string => request.query.get('fields') ?? fields(target).join(', ');
  const child = object.childRelationships.find(({ name }) => name?.toLowerCase() === wanted);
  const childObject = child && org.schema.object(child.childObject);
  if (child && childObject) {
    const result = read(`SELECT ${names(childObject)} FROM ${childObject.name} WHERE ${child.field} = :id`);
    return ok(page(context, request, rowsJson(result, request.version), {}));
  }
  const lookup = [...object.fields.values()].find((field) => field.relationshipName?.toLowerCase() === wanted);
  if (!lookup) return undefined;
  const [row] = read(`SELECT ${lookup.name} FROM ${object.name} WHERE Id = :id`).records;
  const parentId = row?.values.get(lookup.name) as string | null | undefined;
  if (!parentId) throw notFound();
  for (const name of lookup.referenceTo) {
    const parent = org.schema.object(name);
    if (!parent || (parent.keyPrefix !== undefined && !parentId.startsWith(parent.keyPrefix))) continue;
    const text = `SELECT ${names(parent)} FROM ${parent.name} WHERE Id = :id`;
    const [record] = inTransaction(context, request, () =>
      org.query.query(text, new Map([['id', parentId]]), { access: 'user', sharing: true, counts: false }),
    ).records;
    if (record) return ok(recordJson(record, request.version));
  }
  throw notFound();
}
