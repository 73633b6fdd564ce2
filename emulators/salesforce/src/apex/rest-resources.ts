/** Classes with @RestResource: which one a path means, and calls of their methods. */
import { runIn, type Transaction } from '../transaction/transaction.ts';
import { methodName } from './emit/names.ts';
import type { Bean } from './library/beans.ts';
import { printCompact } from './library/json/print.ts';
import { toJsonNode } from './library/json/serialize.ts';
import { JsonTokens } from './library/json/tokens.ts';
import { type JsonNode, parseJson } from './library/json/tree.ts';
import { typed } from './library/json/typed.ts';
import { makeRestRequest, makeRestResponse, setRestContext, shownResponse } from './library/rest.ts';
import { ApexBlob } from './runtime/blob.ts';
import type { ApexMap } from './runtime/map.ts';
import type { Program } from './runtime/program.ts';
import type { ClassType, MethodSymbol } from './types/type.ts';

export interface RestResource {
  /** `/orders/*`. */
  mapping: string;
  /** By HTTP method. */
  methods: Map<string, MethodSymbol>;
}

export interface RestCall {
  method: string;
  /** Decoded, from the mapping on: `/orders/17`. */
  path: string;
  params: Iterable<[string, string]>;
  headers: Iterable<[string, string]>;
  body: Buffer;
  remoteAddress: string;
}

export interface RestAnswer {
  status: number;
  headers: [string, string][];
  /** JSON of the result, or what the method put into `RestContext.response`. */
  body: Buffer;
  isJson: boolean;
}

/** Parameters that do not fit the method. */
export class UnfitParameters extends Error {}

const VERBS = ['Get', 'Post', 'Put', 'Patch', 'Delete'];

function annotation(symbol: ClassType | MethodSymbol, name: string): Record<string, string | boolean> | undefined {
  const list = symbol.declaration?.modifiers.annotations ?? [];
  return list.find((each) => each.name.toLowerCase() === name)?.parameters;
}

function resources(program: Program): RestResource[] {
  return [...program.types.values()].flatMap((type) => {
    const mapping = annotation(type, 'restresource')?.['urlmapping'];
    if (typeof mapping !== 'string') return [];
    const methods = new Map<string, MethodSymbol>();
    for (const verb of VERBS) {
      const found = type.methods.find((each) => annotation(each, `http${verb.toLowerCase()}`) !== undefined);
      if (found) methods.set(verb.toUpperCase(), found);
    }
    return [{ mapping, methods }];
  });
}

/** The resource of a path: an exact mapping before one with `*`, a longer one before a shorter. Case matters, as on the platform. */
export function findResource(program: Program, path: string): RestResource | undefined {
  const fits = ({ mapping }: RestResource): boolean =>
    mapping.endsWith('*')
      ? path.startsWith(mapping.slice(0, -1)) || path === mapping.slice(0, -2)
      : path === mapping || path === `${mapping}/`;
  const rank = ({ mapping }: RestResource): number => (mapping.endsWith('*') ? mapping.length : Infinity);
  return resources(program)
    .filter(fits)
    .sort((a, b) => rank(b) - rank(a))[0];
}

/** @throws Apex exceptions, UnfitParameters */
export function callResource(
  program: Program,
  { mapping, methods }: RestResource,
  call: RestCall,
  transaction: Transaction,
): RestAnswer {
  const method = methods.get(call.method)!;
  return runIn(transaction, () => {
    const hasParameters = method.parameters.length > 0;
    const values = hasParameters ? parameters(method, call.body) : [];
    const request = makeRestRequest({
      httpMethod: call.method,
      requestURI: call.path,
      resourcePath: `/services/apexrest${mapping}`,
      remoteAddress: call.remoteAddress,
      requestBody: hasParameters ? null : new ApexBlob(call.body),
    });
    for (const [name, value] of call.headers) (request.get('headers') as ApexMap).put(name, value);
    for (const [name, value] of call.params) (request.get('params') as ApexMap).put(name, value);
    const response = makeRestResponse();
    setRestContext(request, response);
    const result: unknown = program.classOf(method.owner)[methodName(method)]!(...values);
    return answer(method, result, shownResponse() ?? response);
  });
}

/** Members of the body by parameter name; what is not there is null. */
function parameters(method: MethodSymbol, body: Buffer): unknown[] {
  const text = body.toString().trim();
  const node: JsonNode = text === '' ? parseJson(new JsonTokens('{}')) : parseJson(new JsonTokens(text));
  if (node.kind !== 'object') throw new UnfitParameters('Expected a JSON object with the parameters of the method');
  const names = new Set(method.parameterNames.map((name) => name.toLowerCase()));
  const unknown = node.fields.find(([name]) => !names.has(name.toLowerCase()));
  if (unknown) throw new UnfitParameters(`Unexpected parameter encountered during deserialization: ${unknown[0]}`);
  return method.parameterNames.map((name, index) => {
    const found = node.fields.find(([key]) => key.toLowerCase() === name.toLowerCase());
    return found ? typed(found[1], method.parameters[index]!, false) : null;
  });
}

function answer(method: MethodSymbol, result: unknown, response: Bean): RestAnswer {
  const headers = [...(response.get('headers') as ApexMap).entries()].map(({ key, value }): [string, string] => [
    String(key),
    String(value),
  ]);
  const status = (response.get('statusCode') as number | null) ?? 200;
  if (method.returnType.kind !== 'void') {
    return { status, headers, body: Buffer.from(printCompact(toJsonNode(result, false))), isJson: true };
  }
  const body = response.get('responseBody') as ApexBlob | null;
  return { status, headers, body: body ? Buffer.from(body.bytes) : Buffer.alloc(0), isJson: false };
}
