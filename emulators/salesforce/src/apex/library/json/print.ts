/** Writes JSON trees: compact, or as the platform's pretty printer does (`"a" : 1`, `[ 1, 2 ]`, two blanks a level). */
import type { JsonNode } from './tree.ts';

export function printCompact(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return `{${node.fields.map(([name, value]) => `${quote(name)}:${printCompact(value)}`).join(',')}}`;
    case 'array':
      return `[${node.items.map(printCompact).join(',')}]`;
    default:
      return printScalar(node);
  }
}

export function printPretty(node: JsonNode, indent = ''): string {
  if (node.kind === 'object') {
    if (node.fields.length === 0) return '{ }';
    const inner = `${indent}  `;
    const lines = node.fields.map(([name, value]) => `${inner}${quote(name)} : ${printPretty(value, inner)}`);
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  if (node.kind === 'array') {
    if (node.items.length === 0) return '[ ]';
    return `[ ${node.items.map((item) => printPretty(item, indent)).join(', ')} ]`;
  }
  return printScalar(node);
}

function printScalar(node: JsonNode): string {
  switch (node.kind) {
    case 'string':
      return quote(node.text);
    case 'number':
      return node.text;
    case 'boolean':
      return String(node.value);
    default:
      return 'null';
  }
}

const quote = (text: string): string => JSON.stringify(text);
