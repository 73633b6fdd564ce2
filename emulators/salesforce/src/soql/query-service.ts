/** SOQL of an org: sessions, limits, error places. */
import type { QueryOptions, QueryResult, QueryService } from '../org/services.ts';
import type { FieldInfo, ObjectInfo } from '../schema/model.ts';
import type { SObjectRecord } from '../schema/record.ts';
import type { Security } from '../security/security-service.ts';
import type { Sharing } from '../security/sharing.ts';
import { logAtLine } from '../transaction/debug-log.ts';
import { current } from '../transaction/transaction.ts';
import { isCall, type Query } from './ast.ts';
import { fieldInCode, objectInCode } from '../schema/code-namespace.ts';
import type { Data } from './data.ts';
import { PlacedError, withPlace } from './errors.ts';
import { parseQuery } from './parse.ts';
import { type Counts, objectOf, runColumn, runQuery } from './run.ts';
import type { Session } from './scope.ts';
import { runSearch } from './sosl.ts';

export class Queries implements QueryService {
  readonly #data: Data;
  readonly #security: Security;
  readonly #sharing: Sharing;
  readonly #switches: ReadonlySet<string>;

  constructor(data: Data, security: Security, sharing: Sharing, switches: ReadonlySet<string>) {
    this.#data = data;
    this.#security = security;
    this.#sharing = sharing;
    this.#switches = switches;
  }

  query(text: string, binds: Map<string, unknown>, options: QueryOptions): QueryResult {
    const transaction = current();
    const counts: Counts = { rows: 0, subqueries: 0 };
    const isCounted = options.counts !== false;
    let session: Session | undefined;
    let query: Query | undefined;
    try {
      query = parseQuery(text);
      session = this.#session(query, binds, options);
      const isFree = isFreeOfLimits(query, objectOf(query, session));
      if (isCounted && !isFree) transaction.limits.count('queries');
      if (isCounted) logAtLine('SOQL_EXECUTE_BEGIN', `Aggregations:${counts.subqueries}`, text.trim());
      const result = runQuery(query, session, counts);
      if (isCounted) logAtLine('SOQL_EXECUTE_END', `Rows:${counts.rows}`);
      if (isCounted) {
        if (counts.subqueries > 0) transaction.limits.count('aggregateQueries', counts.subqueries);
        if (!isFree && !this.#switches.has('row-limits-off')) transaction.limits.count('queryRows', counts.rows);
      }
      return result;
    } catch (error) {
      if (error instanceof PlacedError && query && session?.rights) error.inaccessible = inaccessible(query, session);
      if (error instanceof PlacedError && !isCounted) throw withPlace(text, error);
      throw error;
    }
  }

  search(text: string, binds: Map<string, unknown>, options: QueryOptions): SObjectRecord[][] {
    if (options.counts !== false) current().limits.count('soslQueries');
    if (options.counts !== false) logAtLine('SOSL_EXECUTE_BEGIN', text.trim());
    const found = runSearch(text, binds, this.#session(undefined, binds, options));
    if (options.counts !== false) logAtLine('SOSL_EXECUTE_END', `Rows:${found.flat().length}`);
    return found;
  }

  #session(query: Query | undefined, binds: Map<string, unknown>, options: QueryOptions): Session {
    const transaction = current();
    const { user } = transaction;
    const isUserMode = query?.mode === 'USER_MODE' || (options.access === 'user' && query?.mode !== 'SYSTEM_MODE');
    const isSecurityEnforced = query?.mode === 'SECURITY_ENFORCED';
    // System mode is about objects and fields; record sharing is as the class says.
    const isSharing = isUserMode || options.sharing;
    const session: Session = {
      data: this.#data,
      options,
      operands: { binds, zone: user.timeZone, now: transaction.now() },
      user,
      rights: isUserMode || isSecurityEnforced ? this.#security.rights(user) : undefined,
      sharing: isSharing ? this.#sharing : undefined,
      isSecurityEnforced: isSecurityEnforced && !isUserMode,
      allRows: options.allRows ?? false,
      columnOf: (inner) => runColumn(inner, session),
    };
    return session;
  }
}

const LONG_TEXT = 255;

/** Queries of custom metadata types are free, unless they read a long text area. */
function isFreeOfLimits(query: Query, object: ObjectInfo): boolean {
  if (object.kind !== 'customMetadata') return false;
  return !selectedFields(query, object).some((field) => field.type === 'textarea' && field.length > LONG_TEXT);
}

/** Fields of the query's own object that it names in its select list. */
function selectedFields(query: Query, object: ObjectInfo): FieldInfo[] {
  return query.select.flatMap((item) =>
    item.kind === 'expression' && !isCall(item.expression) && item.expression.names.length === 1
      ? (fieldInCode(object, item.expression.names[0]!) ?? [])
      : [],
  );
}

/** Selected fields of the query's own object that the user may not read; undefined when there are none. */
function inaccessible(query: Query, { data, rights }: Session): Map<string, Set<string>> | undefined {
  const object = objectInCode(data.schema, query.from);
  if (!object || !rights) return undefined;
  const names = selectedFields(query, object).map((field) => field.name);
  const refused = names.filter((name) => !rights.canReadField(object.name, name));
  return refused.length === 0 ? undefined : new Map([[object.name, new Set(refused)]]);
}
