/** System.JSON. */
import type { Type } from '../../types/type.ts';
import { definePlatformType } from '../define.ts';
import { argument } from '../support.ts';
import type { ApexType } from '../type.ts';
import { JsonGenerator } from './generator.ts';
import { JsonParser } from './parser.ts';
import { printCompact, printPretty } from './print.ts';
import { toJsonNode } from './serialize.ts';
import { jsonError, JsonTokens } from './tokens.ts';
import { parseJson, type JsonNode } from './tree.ts';
import { typed } from './typed.ts';
import { untyped } from './untyped.ts';

const parse = (text: string): JsonNode => parseJson(new JsonTokens(argument(text)));

/** The first token is looked at before the rest is read. */
function deserialize(text: string, type: Type, isStrict: boolean): unknown {
  const start = argument(text).trimStart()[0] ?? '';
  if (/["\d\-tfn{[]/.test(start)) {
    if ((type.kind === 'list' || type.kind === 'set') && start !== '[' && start !== '{' && start !== 'n') {
      throw jsonError("Malformed JSON: Expected '[' at the beginning of List/Set");
    }
    const isObject = type.kind === 'sobject' || type.kind === 'map' || (type.kind === 'class' && type.form === 'class');
    if (isObject && start !== '{' && start !== 'n')
      throw jsonError("Malformed JSON: Expected '{' at the beginning of object");
  }
  return typed(parse(text), type, isStrict);
}

definePlatformType({
  name: 'System.JSON',
  statics: {
    serialize: (value: unknown, withoutNulls: boolean | null = false) =>
      printCompact(toJsonNode(value, withoutNulls === true)),
    serializePretty: (value: unknown, withoutNulls: boolean | null = false) =>
      printPretty(toJsonNode(value, withoutNulls === true)),
    'deserialize(String,Type)': (text: string, type: ApexType) => deserialize(text, argument(type).type, false),
    'deserializeStrict(String,Type)': (text: string, type: ApexType) => deserialize(text, argument(type).type, true),
    'deserializeUntyped(String)': (text: string) => untyped(parse(text)),
    'createGenerator(Boolean)': (isPretty: boolean) => new JsonGenerator(argument(isPretty)),
    'createParser(String)': (text: string) => new JsonParser(argument(text)),
  },
});
