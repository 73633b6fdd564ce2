/**
 * Looks in the org for what was published: rows changed since a watermark, several objects in one composite request; what does not show
 * up there (nothing had to be written) is asked for by key.
 */
import type { Config } from '../config.ts';
import type { OrgRest } from '../salesforce/rest.ts';
import type { InFlight } from '../publish/publisher.ts';
import { eventKeys, isHeld, PROOF_OBJECTS, recordKey, type Row } from './proof.ts';

/** Rows may become visible a little after rows with a later stamp. */
const MARGIN = 3_000;
const KEYS_PER_QUERY = 80;
/** Rows of one answer. Others may change any number of rows at once: they are gone through page by page, one look each. */
const PAGE = 2_000;

export interface Confirmed {
  entry: InFlight;
  how: 'record' | 'issue';
}

export interface Confirmer {
  /** @param byKey entries the watermark did not show before */
  check(inFlight: InFlight[], byKey: InFlight[]): Promise<Confirmed[]>;
}

const quoted = (values: string[]): string => values.map((value) => `'${value.replace(/['\\]/g, '\\$&')}'`).join(',');

function chunks<T>(values: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, at) => values.slice(at * size, (at + 1) * size));
}

const stampOf = (row: Row): number => Date.parse(String(row.SystemModstamp).replace(/\+0000$/, 'Z')) || 0;

/** The latest stamp seen; but where an answer was cut off, the next look starts at its last row. */
function nextWatermark(watermark: number, results: Row[][]): number {
  const lasts = results.map((rows) => Math.max(0, ...rows.map(stampOf)));
  const cut = lasts.filter((_, at) => (results[at]?.length ?? 0) >= PAGE).map((last) => last + MARGIN);
  return cut.length > 0 ? Math.min(...cut) : Math.max(watermark, ...lasts);
}

export function makeConfirmer(rest: OrgRest, { prefix }: Config): Confirmer {
  /** Org time: the latest stamp seen. Starts at our own clock, with room for a difference. */
  let watermark = Date.now() - 60_000;

  const columns = (hasPages: boolean) =>
    [
      `${prefix}Key__c`,
      `${prefix}Version__c`,
      `${prefix}Content_Hash__c`,
      ...(hasPages ? [`${prefix}Complete__c`] : []),
      'SystemModstamp',
    ].join(', ');

  function queriesFor(inFlight: InFlight[], byKey: InFlight[]): string[] {
    const since = new Date(watermark - MARGIN).toISOString();
    const kinds = [...new Set(inFlight.map(({ snapshot }) => snapshot.kind))].filter((kind) => kind in PROOF_OBJECTS);
    const soql: string[] = [];
    for (const kind of kinds) {
      const { object, hasPages } = PROOF_OBJECTS[kind] as { object: string; hasPages: boolean };
      const select = `SELECT ${columns(hasPages)} FROM ${prefix}${object}`;
      soql.push(`${select} WHERE SystemModstamp >= ${since} ORDER BY SystemModstamp LIMIT ${PAGE}`);
      const keys = byKey.filter(({ snapshot }) => snapshot.kind === kind).map(recordKey);
      for (const part of chunks(keys, KEYS_PER_QUERY))
        soql.push(`${select} WHERE ${prefix}Key__c IN (${quoted(part)})`);
    }
    const issues = `SELECT ${prefix}Event_Key__c, SystemModstamp FROM ${prefix}Shopify_Sync_Issue__c`;
    soql.push(`${issues} WHERE SystemModstamp >= ${since} ORDER BY SystemModstamp LIMIT ${PAGE}`);
    for (const part of chunks(byKey.flatMap(eventKeys), KEYS_PER_QUERY))
      soql.push(`${issues} WHERE ${prefix}Event_Key__c IN (${quoted(part)})`);
    // A composite request takes 5 queries; what is left over is asked next time.
    return [...soql.filter((text) => text.includes(' >= ')), ...soql.filter((text) => text.includes(' IN '))].slice(
      0,
      5,
    );
  }

  return {
    async check(inFlight, byKey) {
      const results = await rest.queries(queriesFor(inFlight, byKey));
      const rows = results.flat();
      watermark = nextWatermark(watermark, results);
      const records = new Map<string, Row[]>();
      const issueKeys = new Set<string>();
      for (const row of rows) {
        const key = row[`${prefix}Key__c`];
        if (typeof key === 'string') records.set(key, [...(records.get(key) ?? []), row]);
        const issue = row[`${prefix}Event_Key__c`];
        if (typeof issue === 'string') issueKeys.add(issue);
      }
      return inFlight.flatMap((entry): Confirmed[] => {
        const type = PROOF_OBJECTS[entry.snapshot.kind]?.object;
        const own = (records.get(recordKey(entry)) ?? []).filter(
          (row) => ((row.attributes as { type?: string } | undefined)?.type ?? '') === `${prefix}${type}`,
        );
        if (own.some((row) => isHeld(entry, row, prefix))) return [{ entry, how: 'record' }];
        return eventKeys(entry).some((key) => issueKeys.has(key)) ? [{ entry, how: 'issue' }] : [];
      });
    },
  };
}
