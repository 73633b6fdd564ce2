/** Resources that keep the document of their topic (docs/contract.md 4.4): ids as text, times in UTC, amounts as text. */
import { compact, id, type Rest, time } from './read.ts';

const isId = (name: string): boolean => name === 'id' || name.endsWith('_id');
const isTime = (name: string, value: unknown): boolean =>
  (/_(?:at|on|by)$/.test(name) || name === 'at') && typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value);

function part(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => part('', item));
  if (value !== null && typeof value === 'object')
    return compact(Object.fromEntries(Object.entries(value).map(([key, member]) => [key, part(key, member)])));
  if (isId(name) && value !== null) return id(value) ?? String(value);
  if (isTime(name, value)) return time(value);
  // Counts stay integers; everything with a fraction is money or a rate.
  return typeof value === 'number' && !Number.isInteger(value) ? String(value) : value;
}

/** @param resourceId what it is known by in the org */
export function resource(source: Rest, resourceId: string): Rest {
  const document = part('', source) as Rest;
  return { ...document, id: resourceId };
}
