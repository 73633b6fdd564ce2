/** A newer document takes the place of one that still waits: what it does not know (docs/contract.md 3, absent) stays as the older said. */
type Document = Record<string, unknown>;

/** @returns the newer document, with the parts only the older has put where they belong */
export function merged(older: string, newer: string): string {
  if (older === newer) return newer;
  const before = JSON.parse(older) as Document;
  const now = JSON.parse(newer) as Document;
  if (before.deleted === true || now.deleted === true) return newer;
  const missing = Object.keys(before).filter((name) => !(name in now));
  if (missing.length === 0) return newer;
  const names = Object.keys(now);
  const order = Object.keys(before);
  for (const name of missing) {
    const previous = order[order.indexOf(name) - 1];
    names.splice(previous === undefined ? 0 : names.indexOf(previous) + 1, 0, name);
  }
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, name in now ? now[name] : before[name]])));
}
