/**
 * A stored record: canonical field name → value in Apex representation; blank fields are absent. Rows are never changed in place:
 * an update stores a new object, so whoever holds a row holds a snapshot.
 */
export type Row = Readonly<Record<string, unknown>> & { readonly Id: string };

/** Text that two values share when an indexed equality treats them as equal (SOQL compares text without case). */
export function indexKey(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : String(value);
}
