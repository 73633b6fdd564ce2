/** JSON without loss: numbers keep their digits in both directions. */
import { ApexBlob } from '../apex/runtime/blob.ts';
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { ApexDouble } from '../apex/runtime/double.ts';
import { ApexTime } from '../apex/runtime/time.ts';

/** A number of a request body, with its digits as written. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  valueOf(): number {
    return Number(this.text);
  }
  toJSON(): unknown {
    return raw(this.text);
  }
}

// Source text access and raw JSON are in Node 24, but not yet in TypeScript's library.
type Reviver = (key: string, value: unknown, context: { source: string }) => unknown;
const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;
const raw = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

/** @throws SyntaxError */
export function parseJson(text: string): unknown {
  return parse(text, (_key, value, context) => (typeof value === 'number' ? new JsonNumber(context.source) : value));
}

export function stringify(value: unknown): string {
  return JSON.stringify(value);
}

/** A field value as REST shows it: numbers with all digits, Datetime with `+0000`. */
export function fieldJson(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (value instanceof Decimal) return decimalJson(value);
  if (value instanceof ApexDouble) return decimalJson(Decimal.fromNumber(value.value));
  if (value instanceof ApexDatetime) return `${new Date(value.ms).toISOString().slice(0, -1)}+0000`;
  if (value instanceof ApexDate || value instanceof ApexTime) return value.toString();
  if (value instanceof ApexBlob) return value.toBase64();
  if (typeof value === 'bigint') return raw(String(value));
  return value;
}

/** Number and currency fields are doubles in REST: `100.0`, `12.5`. */
function decimalJson(value: Decimal): unknown {
  const text = value.stripTrailingZeros().toPlainString();
  return raw(text.includes('.') ? text : `${text}.0`);
}

/** A date as in job and deploy descriptions. */
export function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}+0000`;
}
