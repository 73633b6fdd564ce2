/** JSON as a tree, numbers as text; read from tokens. */
import { jsonError, type JsonTokens, type Token } from './tokens.ts';

export type JsonNode =
  | { kind: 'object'; fields: [string, JsonNode][] }
  | { kind: 'array'; items: JsonNode[] }
  | { kind: 'string'; text: string }
  | { kind: 'number'; text: string; isWhole: boolean }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' };

/** The value that begins with `token`; reads on to its end. */
export function readNode(tokens: JsonTokens, token: Token): JsonNode {
  switch (token.kind) {
    case 'START_OBJECT': {
      const fields: [string, JsonNode][] = [];
      for (let next = need(tokens); next.kind !== 'END_OBJECT'; next = need(tokens)) {
        fields.push([next.text, readNode(tokens, need(tokens))]);
      }
      return { kind: 'object', fields };
    }
    case 'START_ARRAY': {
      const items: JsonNode[] = [];
      for (let next = need(tokens); next.kind !== 'END_ARRAY'; next = need(tokens)) items.push(readNode(tokens, next));
      return { kind: 'array', items };
    }
    case 'VALUE_STRING':
      return { kind: 'string', text: token.text };
    case 'VALUE_NUMBER_INT':
    case 'VALUE_NUMBER_FLOAT':
      return { kind: 'number', text: token.text, isWhole: token.kind === 'VALUE_NUMBER_INT' };
    case 'VALUE_TRUE':
    case 'VALUE_FALSE':
      return { kind: 'boolean', value: token.kind === 'VALUE_TRUE' };
    case 'VALUE_NULL':
      return { kind: 'null' };
    default:
      throw jsonError(`Unexpected token ${token.kind}`);
  }
}

function need(tokens: JsonTokens): Token {
  const token = tokens.next();
  if (!token) throw jsonError('Unexpected end-of-input');
  return token;
}

/** A whole text. @throws JSONException also for text after the value */
export function parseJson(tokens: JsonTokens): JsonNode {
  const first = tokens.next();
  if (!first) throw jsonError('No content to map to Object due to end of input');
  const node = readNode(tokens, first);
  tokens.next();
  return node;
}
