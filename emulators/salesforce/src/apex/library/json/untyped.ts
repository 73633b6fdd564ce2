/** `JSON.deserializeUntyped`: Map<String,Object>, List<Object>, String, Boolean, Integer, Long, Decimal. */
import { Decimal } from '../../runtime/decimal.ts';
import { ApexList } from '../../runtime/list.ts';
import { ApexMap } from '../../runtime/map.ts';
import { anyType, primitives } from '../../types/registry.ts';
import type { JsonNode } from './tree.ts';

export function untyped(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return new ApexMap(
        primitives.String,
        anyType,
        node.fields.map(([name, value]) => [name, untyped(value)] as const),
      );
    case 'array':
      return new ApexList(anyType, node.items.map(untyped));
    case 'string':
      return node.text;
    case 'boolean':
      return node.value;
    case 'number':
      return node.isWhole ? wholeNumber(BigInt(node.text)) : Decimal.parse(node.text);
    default:
      return null;
  }
}

/** The narrowest of Integer, Long and Decimal. */
function wholeNumber(value: bigint): unknown {
  if (BigInt.asIntN(32, value) === value) return Number(value);
  return BigInt.asIntN(64, value) === value ? value : Decimal.of(value);
}
