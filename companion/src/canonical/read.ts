/** Readers of REST documents. `undefined` = the source does not have the part; null = it is known to be empty. */

export type Rest = Record<string, unknown>;

export function object(value: unknown): Rest | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Rest) : undefined;
}

export function list(value: unknown): Rest[] {
  return Array.isArray(value) ? value.filter((item): item is Rest => object(item) !== undefined) : [];
}

/** Digits as text; from a number, a text or the tail of a gid. */
export function id(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  const text = String(value);
  const tail = text.startsWith('gid://') ? text.slice(text.lastIndexOf('/') + 1).split('?')[0] : text;
  return /^\d+$/.test(tail ?? '') ? (tail as string) : null;
}

/** Text as it is; null for null and for the empty text's absence; undefined stays undefined. */
export function text(value: unknown): string | null | undefined {
  return value === undefined || value === null ? value : String(value);
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

export function integer(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return value;
  const number = Number(value);
  return Number.isInteger(number) ? number : undefined;
}

/** `a, b` of webhooks or a list of GraphQL. */
export function tags(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== 'string') return undefined;
  return value
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
}

/** `YYYY-MM-DDTHH:MM:SS.sssZ`, always UTC and of one width, so that text order is time order; finer fractions are cut. */
export function time(value: unknown): string | null | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '') return null;
  const [, head, fraction = '', zone] =
    /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?$/.exec(value) ?? [];
  if (!head) return null;
  const ms = Date.parse(`${head.replace(' ', 'T')}.${fraction.slice(0, 3).padEnd(3, '0')}${zone ?? 'Z'}`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** Without the members that are undefined, in the order given. */
export function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
