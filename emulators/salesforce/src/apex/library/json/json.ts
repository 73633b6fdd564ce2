/** System.JSON. */
import { definePlatformType } from '../define.ts';
import { argument } from '../support.ts';
import type { ApexType } from '../type.ts';
import { JsonGenerator } from './generator.ts';
import { JsonParser } from './parser.ts';
import { printCompact, printPretty } from './print.ts';
import { toJsonNode } from './serialize.ts';
import { JsonTokens } from './tokens.ts';
import { parseJson, type JsonNode } from './tree.ts';
import { typed } from './typed.ts';
import { untyped } from './untyped.ts';

const parse = (text: string): JsonNode => parseJson(new JsonTokens(argument(text)));

definePlatformType({
  name: 'System.JSON',
  statics: {
    serialize: (value: unknown, withoutNulls: boolean | null = false) =>
      printCompact(toJsonNode(value, withoutNulls === true)),
    serializePretty: (value: unknown, withoutNulls: boolean | null = false) =>
      printPretty(toJsonNode(value, withoutNulls === true)),
    'deserialize(String,Type)': (text: string, type: ApexType) => typed(parse(text), argument(type).type, false),
    'deserializeStrict(String,Type)': (text: string, type: ApexType) => typed(parse(text), argument(type).type, true),
    'deserializeUntyped(String)': (text: string) => untyped(parse(text)),
    'createGenerator(Boolean)': (isPretty: boolean) => new JsonGenerator(argument(isPretty)),
    'createParser(String)': (text: string) => new JsonParser(argument(text)),
  },
});
