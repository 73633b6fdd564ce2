/** JSON scalars to Apex primitives. */
import { ApexBlob } from '../../runtime/blob.ts';
import { ApexDate } from '../../runtime/date.ts';
import { ApexDatetime } from '../../runtime/datetime.ts';
import { Decimal } from '../../runtime/decimal.ts';
import { ApexDouble } from '../../runtime/double.ts';
import { toId } from '../../runtime/ids.ts';
import { ApexTime } from '../../runtime/time.ts';
import type { PrimitiveName } from '../../types/type.ts';
import { jsonError } from './tokens.ts';
import type { JsonNode } from './tree.ts';

function illegal(): never {
  throw jsonError('Illegal value for primitive');
}

/** @throws JSONException `Illegal value for primitive` */
export function parsePrimitive(node: JsonNode, name: PrimitiveName): unknown {
  const text = scalarText(node);
  switch (name) {
    case 'String':
      return text;
    case 'Boolean':
      if (node.kind === 'boolean') return node.value;
      return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : illegal();
    case 'Integer':
      return Number(whole(text, 32));
    case 'Long':
      return whole(text, 64);
    case 'Double': {
      const value = Number(text);
      return text.trim() === '' || Number.isNaN(value) ? illegal() : new ApexDouble(value);
    }
    case 'Decimal':
      return Decimal.tryParse(text) ?? illegal();
    case 'Id':
      return text === '' ? null : toId(text);
    case 'Date':
      return ApexDate.parse(text) ?? illegal();
    case 'Datetime':
      return ApexDatetime.parse(text) ?? illegal();
    case 'Time':
      return ApexTime.parse(text) ?? illegal();
    case 'Blob':
      return ApexBlob.fromBase64(text);
  }
}

function scalarText(node: JsonNode): string {
  switch (node.kind) {
    case 'string':
    case 'number':
      return node.text;
    case 'boolean':
      return String(node.value);
    default:
      return illegal();
  }
}

function whole(text: string, bits: number): bigint {
  // Fractions of zero pass: 5.0 is an Integer.
  const match = /^([+-]?\d+)(?:\.0*)?$/.exec(text);
  if (!match) return illegal();
  const value = BigInt(match[1]!.replace('+', ''));
  if (BigInt.asIntN(bits, value) !== value) {
    throw jsonError(`Numeric value (${text}) out of range of ${bits === 32 ? 'int' : 'long'}`);
  }
  return value;
}
