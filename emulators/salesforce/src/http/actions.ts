/** `/actions`: Apex methods and flows as invocable actions. */
import { type ActionValues, callInvocable, invocableOf, UnfitInput } from '../apex/invocable.ts';
import { asApexException } from '../apex/runtime/exceptions.ts';
import { ApexList } from '../apex/runtime/list.ts';
import { programOf } from '../apex/runtime/program.ts';
import { anyType } from '../apex/types/registry.ts';
import { fieldOf } from '../schema/model.ts';
import { SObjectRecord } from '../schema/record.ts';
import { coerce, decimalOf } from '../schema/values.ts';
import { toJson } from '../apex/aura-values.ts';
import type { LocalOrg } from '../org/local-org.ts';
import { type ApiContext, type ApiRequest, type ApiResponse, inTransaction, objectBody, ok } from './api.ts';
import { ApiError, notEmulated, notFound } from './errors.ts';
import { fieldJson, JsonNumber } from './json.ts';

/** @param path below `/actions` */
export function actions(context: ApiContext, request: ApiRequest, path: string[]): ApiResponse {
  const [group, type, name] = path;
  const base = `/services/data/v${request.version}/actions`;
  if (request.method === 'GET' && group === undefined) {
    return ok({ standard: `${base}/standard`, custom: `${base}/custom` });
  }
  if (group !== 'custom') throw notEmulated(`${request.method} ${request.path}`);
  if (request.method === 'GET' && type === undefined) {
    return ok({ apex: `${base}/custom/apex`, flow: `${base}/custom/flow` });
  }
  if (type !== 'apex' && type !== 'flow') throw notEmulated(`${request.method} ${request.path}`);
  if (request.method === 'GET' && name === undefined) return ok({ actions: list(context.org, type, base) });
  if (request.method !== 'POST' || name === undefined) throw notEmulated(`${request.method} ${request.path}`);
  return invoke(context, request, type, name);
}

function list(org: LocalOrg, type: 'apex' | 'flow', base: string): Record<string, string>[] {
  const program = programOf(org);
  const names =
    type === 'flow'
      ? [...org.metadata.components('Flow')].map((each) => each.fullName).filter((each) => isActive(org, each))
      : [...program.types.values()].map((each) => each.name).filter((each) => invocableOf(program, each));
  return names.map((name) => ({ label: name, name, type: type.toUpperCase(), url: `${base}/custom/${type}/${name}` }));
}

function isActive(org: LocalOrg, name: string): boolean {
  return org.flows.status(name) === 'Active';
}

interface Result {
  outputs?: ActionValues;
  error?: string;
}

function invoke(context: ApiContext, request: ApiRequest, type: 'apex' | 'flow', name: string): ApiResponse {
  const { org } = context;
  const given = objectBody(request)['inputs'];
  if (!Array.isArray(given)) throw new ApiError(400, 'INVALID_INPUT', 'The request has no inputs.');
  const inputs = given.map((each): ActionValues => {
    const entries = Object.entries(each as Record<string, unknown>);
    return new Map(entries.map(([key, value]) => [key, fromJson(value, org)]));
  });
  const results = inTransaction(context, request, () =>
    type === 'apex' ? invokeApex(org, name, inputs) : inputs.map((values) => invokeFlow(org, name, values)),
  );
  const body = results.map(({ outputs, error }) => ({
    actionName: name,
    errors: error === undefined ? null : [{ statusCode: 'UNKNOWN_EXCEPTION', message: error, fields: [] }],
    isSuccess: error === undefined,
    outputValues: outputs ? Object.fromEntries([...outputs].map(([key, value]) => [key, outputJson(value)])) : null,
  }));
  return { status: body.every((each) => each.isSuccess) ? 200 : 400, body };
}

function invokeApex(org: LocalOrg, name: string, inputs: ActionValues[]): Result[] {
  const program = programOf(org);
  const method = invocableOf(program, name);
  if (!method) throw notFound();
  const savepoint = org.dml.setSavepoint();
  try {
    const outputs = callInvocable(program, method, inputs);
    if (outputs) return outputs.map((each) => ({ outputs: each }));
    return inputs.map(() => ({ error: 'The number of results does not match the number of inputs.' }));
  } catch (error) {
    const exception = asApexException(error);
    if (!exception && !(error instanceof UnfitInput)) throw error;
    org.dml.rollback(savepoint);
    const message = error instanceof UnfitInput ? error.message : `An Apex error occurred: ${exception!.message}`;
    return inputs.map(() => ({ error: message }));
  }
}

/** A flow that fails leaves nothing behind. */
function invokeFlow(org: LocalOrg, name: string, inputs: ActionValues): Result {
  if (!isActive(org, name)) throw notFound();
  const interview = org.flows.interview(name, () => false)!;
  for (const [key, value] of inputs) interview.accept(key, value);
  const savepoint = org.dml.setSavepoint();
  const failure = interview.start();
  if (failure) {
    org.dml.rollback(savepoint);
    return { error: failure.message };
  }
  const outputs: ActionValues = new Map([['Flow__InterviewStatus', 'Finished']]);
  for (const variable of interview.outputs()) outputs.set(variable, interview.output(variable));
  return { outputs };
}

/** Values of a request body; records name their object in `attributes`. */
function fromJson(value: unknown, org: LocalOrg): unknown {
  if (value instanceof JsonNumber) return decimalOf(value.text) ?? null;
  if (Array.isArray(value))
    return new ApexList(
      anyType,
      value.map((each) => fromJson(each, org)),
    );
  if (typeof value !== 'object' || value === null) return value;
  const { attributes, ...fields } = value as { attributes?: { type?: string } } & Record<string, unknown>;
  const object = org.schema.object(attributes?.type ?? '');
  if (!object) throw notEmulated('action inputs that are neither values nor records with attributes');
  const record = new SObjectRecord(object);
  for (const [name, each] of Object.entries(fields)) {
    const field = fieldOf(object, name);
    if (!field) throw new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
    record.values.set(field.name, coerce(field, fromJson(each, org)));
    record.touched.add(field.name);
  }
  return record;
}

function outputJson(value: unknown): unknown {
  if (value instanceof ApexList) return value.items.map(outputJson);
  if (value instanceof SObjectRecord) {
    const fields = [...value.values].map(([name, each]) => [name, fieldJson(each)]);
    return { attributes: { type: value.object.name }, ...Object.fromEntries(fields) };
  }
  const plain = fieldJson(value);
  return typeof plain === 'object' && plain !== null && plain === value ? toJson(value) : plain;
}
