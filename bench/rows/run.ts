/**
 * Rows in the emulated org: what a query by an indexed field costs as a table grows from 1,000 to 1,000,000 rows, and what a row
 * costs in memory. Rows are put into the storage directly: the save order is measured elsewhere.
 */
import { createOrg } from '../../emulators/salesforce/src/org/org.ts';
import type { LocalOrg } from '../../emulators/salesforce/src/org/local-org.ts';
import { median, report } from '../figures.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const QUERIES = 300;

export function benchRows(): Promise<void> {
  const { org } = createOrg();
  const table = org.storage.table('Contact');
  const prefix = org.schema.object('Contact')!.keyPrefix!;
  const heapBefore = heap();
  const medians: number[] = [];
  for (const size of SIZES) {
    while (table.rows.size < size) {
      const n = table.rows.size;
      org.storage.put('Contact', {
        Id: org.storage.newId('Contact', prefix),
        LastName: `Name ${n}`,
        Email: `${n}@example.com`,
      });
    }
    org.storage.commit();
    medians.push(median(timesOf(org, size)));
    report(`SOQL by an indexed field, ${size.toLocaleString('en')} rows`, medians.at(-1)! * 1000, 'µs');
  }
  report('1,000,000 rows beside 1,000 rows', medians.at(-1)! / medians[0]!, 'times');
  report('memory of a row', (heap() - heapBefore) / table.rows.size, 'bytes');
  return Promise.resolve();
}

/** Milliseconds of queries for rows spread over the table. The text stays the same, the value is bound. */
function timesOf(org: LocalOrg, size: number): number[] {
  const times: number[] = [];
  const options = { access: 'system', sharing: false, counts: false } as const;
  org.transaction({ user: org.security.admin(), kind: 'sync', enforceLimits: false }, () => {
    for (let i = 0; i < QUERIES * 2; i++) {
      const email = `${(i * 7919) % size}@example.com`;
      const started = performance.now();
      const binds = new Map([['email', email]]);
      const { records } = org.query.query('SELECT Id, LastName FROM Contact WHERE Email = :email', binds, options);
      const time = performance.now() - started;
      if (records.length !== 1) throw new Error(`${records.length} rows for ${email}`);
      // The first half builds the index and warms the code up.
      if (i >= QUERIES) times.push(time);
    }
  });
  return times;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
