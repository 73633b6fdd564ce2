/**
 * Looks in the org for what was published: rows changed since a watermark, several objects in one composite request. What does not show
 * up there, because nothing had to be written, is asked for by key: in the same request as far as there is room.
 */
import type { Config } from '../config.ts';
import type { OrgRest } from '../salesforce/rest.ts';
import type { InFlight } from '../publish/publisher.ts';
import { eventKeys, isHeld, PROOF_OBJECTS, recordKey, type Row } from './proof.ts';

/** Rows may become visible a little after rows with a later stamp. */
const MARGIN = 3_000;
/** Rows of one answer; more would take another request. */
const PAGE = 2_000;
/** Salesforce takes five queries in a composite request. */
const QUERIES = 5;
/** Characters of a query's keys, encoded: Salesforce takes addresses of 16,384 bytes. */
const KEYS_LENGTH = 12_000;

export interface Confirmed {
  entry: InFlight;
  how: 'record' | 'issue';
}

export interface Confirmer {
  /** One request. What it shows is there; what it does not show may be there nevertheless. */
  look(inFlight: InFlight[]): Promise<Confirmed[]>;
  /** As many requests as it takes. What it does not show is not there. */
  ask(entries: InFlight[]): Promise<Confirmed[]>;
}

const quoted = (value: string): string => `'${value.replace(/['\\]/g, '\\$&')}'`;

/** Lists of keys, each short enough for one query. */
function keyLists(keys: string[]): string[] {
  const lists: string[] = [];
  let length = Infinity;
  for (const key of keys.map(quoted)) {
    const own = encodeURIComponent(key).length + 3;
    if (length + own > KEYS_LENGTH) {
      lists.push(key);
      length = own;
    } else {
      lists.push(`${lists.pop()},${key}`);
      length += own;
    }
  }
  return lists;
}

const stampOf = (row: Row): number => Date.parse(String(row.SystemModstamp).replace(/\+0000$/, 'Z')) || 0;

export function makeConfirmer(rest: OrgRest, { prefix }: Config): Confirmer {
  /** The org's time: the latest stamp seen by it. Nothing here compares it with our own clock. */
  let watermark: number | undefined;
  const issueFields = `${prefix}Event_Key__c, SystemModstamp FROM ${prefix}Shopify_Sync_Issue__c`;

  function recordFields(kind: string): string {
    const { object, hasPages } = PROOF_OBJECTS[kind] as { object: string; hasPages: boolean };
    const names = [`${prefix}Key__c`, `${prefix}Version__c`, `${prefix}Content_Hash__c`, 'SystemModstamp'];
    if (hasPages) names.push(`${prefix}Complete__c`);
    return `${names.join(', ')} FROM ${prefix}${object}`;
  }

  /** Kinds that have a record as proof, that of the oldest entry first. */
  const kindsOf = (entries: InFlight[]): string[] =>
    [...new Set(entries.map(({ snapshot }) => snapshot.kind))].filter((kind) => kind in PROOF_OBJECTS);

  /** The newest rows, back to the watermark. Newest first: where others change very many, those of the last events are still among them. */
  function newest(entries: InFlight[]): string[] {
    const since =
      watermark === undefined ? '' : ` WHERE SystemModstamp >= ${new Date(watermark - MARGIN).toISOString()}`;
    const kinds = kindsOf(entries).slice(0, QUERIES - 1);
    return [...kinds.map(recordFields), issueFields].map(
      (fields) => `SELECT ${fields}${since} ORDER BY SystemModstamp DESC LIMIT ${PAGE}`,
    );
  }

  function recordsByKey(entries: InFlight[]): string[] {
    return kindsOf(entries).flatMap((kind) =>
      keyLists(entries.filter(({ snapshot }) => snapshot.kind === kind).map(recordKey)).map(
        (keys) => `SELECT ${recordFields(kind)} WHERE ${prefix}Key__c IN (${keys})`,
      ),
    );
  }

  function issuesByKey(entries: InFlight[]): string[] {
    return keyLists(entries.flatMap(eventKeys)).map(
      (keys) => `SELECT ${issueFields} WHERE ${prefix}Event_Key__c IN (${keys})`,
    );
  }

  function shown(entries: InFlight[], rows: Row[]): Confirmed[] {
    const records = new Map<string, Row[]>();
    const issueKeys = new Set<string>();
    for (const row of rows) {
      const key = row[`${prefix}Key__c`];
      if (typeof key === 'string') records.set(key, [...(records.get(key) ?? []), row]);
      const issue = row[`${prefix}Event_Key__c`];
      if (typeof issue === 'string') issueKeys.add(issue);
    }
    return entries.flatMap((entry): Confirmed[] => {
      const type = `${prefix}${PROOF_OBJECTS[entry.snapshot.kind]?.object}`;
      const own = (records.get(recordKey(entry)) ?? []).filter(
        (row) => ((row.attributes as { type?: string } | undefined)?.type ?? '') === type,
      );
      if (own.some((row) => isHeld(entry, row, prefix))) return [{ entry, how: 'record' }];
      return eventKeys(entry).some((key) => issueKeys.has(key)) ? [{ entry, how: 'issue' }] : [];
    });
  }

  return {
    async look(inFlight) {
      const soql = newest(inFlight);
      const more = [...recordsByKey(inFlight), ...issuesByKey(inFlight)];
      const results = await rest.queries([...soql, ...more.slice(0, QUERIES - soql.length)]);
      const stamps = results.slice(0, soql.length).flat().map(stampOf);
      if (stamps.length > 0) watermark = Math.max(watermark ?? 0, ...stamps);
      return shown(inFlight, results.flat());
    },
    async ask(entries) {
      const soql = [...recordsByKey(entries), ...issuesByKey(entries)];
      const rows: Row[] = [];
      for (let at = 0; at < soql.length; at += QUERIES)
        rows.push(...(await rest.queries(soql.slice(at, at + QUERIES))).flat());
      const confirmed = shown(entries, rows);
      // Rows that the watermark has passed over: the org's clock was set back. The next look starts anew.
      if (confirmed.length > 0) watermark = undefined;
      return confirmed;
    },
  };
}
