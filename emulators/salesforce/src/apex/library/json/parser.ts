/** System.JSONParser. */
import type { ApexEnum } from '../../runtime/enum.ts';
import type { PrimitiveName } from '../../types/type.ts';
import { definePlatformType, type Implementation } from '../define.ts';
import { argument, platformEnum } from '../support.ts';
import type { ApexType } from '../type.ts';
import { parsePrimitive } from './primitives.ts';
import { jsonError, JsonTokens, type Token } from './tokens.ts';
import { readNode } from './tree.ts';
import { typed } from './typed.ts';

export class JsonParser {
  readonly $type = 'System.JSONParser';
  readonly tokens: JsonTokens;
  now: Token | undefined;
  cleared: Token | undefined;
  constructor(source: string) {
    this.tokens = new JsonTokens(source);
  }

  advance(): Token | undefined {
    return (this.now = this.tokens.next());
  }
}

const tokenValue = (token: Token | undefined): ApexEnum | null =>
  token ? (platformEnum('System.JSONToken', token.kind) ?? null) : null;

function scalar(name: PrimitiveName): Implementation {
  return (parser: JsonParser) => {
    const token = parser.now;
    if (!token || !token.kind.startsWith('VALUE_'))
      throw jsonError(`Current token is not a value: ${token?.kind ?? 'null'}`);
    return token.kind === 'VALUE_NULL' ? null : parsePrimitive(readNode(parser.tokens, token), name);
  };
}

/** The value at the current token, or after the current field name. */
function readValue(parser: JsonParser, type: ApexType, isStrict: boolean): unknown {
  let token = parser.now ?? parser.advance();
  if (token?.kind === 'FIELD_NAME') token = parser.advance();
  if (!token) throw jsonError('Unexpected end-of-input');
  const node = readNode(parser.tokens, token);
  if (token.kind === 'START_OBJECT') parser.now = { kind: 'END_OBJECT', text: '}', name: token.name };
  if (token.kind === 'START_ARRAY') parser.now = { kind: 'END_ARRAY', text: ']', name: token.name };
  return typed(node, argument(type).type, isStrict);
}

function skipChildren(parser: JsonParser): void {
  const token = parser.now;
  if (token?.kind !== 'START_OBJECT' && token?.kind !== 'START_ARRAY') return;
  readNode(parser.tokens, token);
  parser.now = { kind: token.kind === 'START_OBJECT' ? 'END_OBJECT' : 'END_ARRAY', text: '', name: token.name };
}

definePlatformType({
  name: 'System.JSONParser',
  instance: {
    'nextToken()': (parser: JsonParser) => tokenValue(parser.advance()),
    'nextValue()': (parser: JsonParser) => {
      let token = parser.advance();
      while (token?.kind === 'FIELD_NAME') token = parser.advance();
      return tokenValue(token);
    },
    'getCurrentToken()': (parser: JsonParser) => tokenValue(parser.now),
    'hasCurrentToken()': (parser: JsonParser) => parser.now !== undefined,
    'clearCurrentToken()': (parser: JsonParser) => {
      parser.cleared = parser.now;
      parser.now = undefined;
    },
    'getLastClearedToken()': (parser: JsonParser) => tokenValue(parser.cleared),
    'getCurrentName()': (parser: JsonParser) => parser.now?.name ?? null,
    'getText()': (parser: JsonParser) => parser.now?.text ?? null,
    'getBlobValue()': scalar('Blob'),
    'getBooleanValue()': scalar('Boolean'),
    'getDateValue()': scalar('Date'),
    'getDateTimeValue()': scalar('Datetime'),
    'getDecimalValue()': scalar('Decimal'),
    'getDoubleValue()': scalar('Double'),
    'getIdValue()': scalar('Id'),
    'getIntegerValue()': scalar('Integer'),
    'getLongValue()': scalar('Long'),
    'getTimeValue()': scalar('Time'),
    'readValueAs(Type)': (parser: JsonParser, type: ApexType) => readValue(parser, type, false),
    'readValueAsStrict(Type)': (parser: JsonParser, type: ApexType) => readValue(parser, type, true),
    'skipChildren()': skipChildren,
  },
});
