/** Tooling objects that are no rows in storage: computed tables, and a small evaluator of SOQL over them. */
import { traceRows } from '../../logs/trace-flags.ts';
import { triggerObject } from '../../org/code-components.ts';
import type { Org } from '../../org/services.ts';
import { localName } from '../../schema/custom-names.ts';
import type { Condition, Expression, Literal, Path, Query, SelectItem } from '../../soql/ast.ts';
import { isCall } from '../../soql/ast.ts';
import { parseQuery } from '../../soql/parse.ts';
import { notEmulated } from '../errors.ts';
import { timestamp } from '../json.ts';
import { logsOf } from '../../logs/apex-logs.ts';
import { customFieldRows, customObjectRows, namedRows } from './schema-rows.ts';
import {
  aggregateRows,
  coverageRows,
  orgCoverageRows,
  queueItemRows,
  testResultRows,
  testRunRows,
} from './test-jobs.ts';

export type Row = Record<string, unknown>;

const decoder = new TextDecoder();

/** By lower-case name: the object's own spelling, and its rows. */
const TABLES: Record<string, { name: string; rows: (org: Org) => Row[] }> = Object.fromEntries(
  (
    [
      ['ApexLog', logRows],
      ['ApexTestRunResult', testRunRows],
      ['ApexTestQueueItem', queueItemRows],
      ['ApexTestResult', testResultRows],
      ['ApexCodeCoverage', coverageRows],
      ['ApexCodeCoverageAggregate', aggregateRows],
      ['ApexOrgWideCoverage', orgCoverageRows],
      ['ApexClass', (org: Org) => sourceRows(org, 'ApexClass')],
      ['ApexTrigger', (org: Org) => sourceRows(org, 'ApexTrigger')],
      ['PlatformEventSubscriberConfig', (org: Org) => componentRows(org, 'PlatformEventSubscriberConfig')],
      ['PlatformEventChannel', (org: Org) => componentRows(org, 'PlatformEventChannel')],
      ['PlatformEventChannelMember', (org: Org) => componentRows(org, 'PlatformEventChannelMember')],
      ['CustomObject', customObjectRows],
      ['CustomField', customFieldRows],
      ...['LightningComponentBundle', 'StaticResource', 'FlexiPage', 'Layout', 'ValidationRule', 'RecordType'].map(
        (name) => [name, namedRows(name)] as const,
      ),
      ['EventBusSubscriber', subscriberRows],
      ['InstalledSubscriberPackage', () => []],
      ['FlowTestResult', () => []],
      ['FlowTestCoverage', () => []],
      ['TraceFlag', (org: Org) => traceRows(org, 'TraceFlag')],
      ['DebugLevel', (org: Org) => traceRows(org, 'DebugLevel')],
    ] as (readonly [string, (org: Org) => Row[]])[]
  ).map(([name, rows]) => [name.toLowerCase(), { name, rows }]),
);

export function isComputed(name: string): boolean {
  return name.toLowerCase() in TABLES;
}

export function computedRows(org: Org, name: string): Row[] {
  return TABLES[name.toLowerCase()]?.rows(org) ?? [];
}

/** What packages and scratch orgs are made of; managed event subscriptions are a beta that nobody must rely on. */
const MISSING =
  /^(Package2\w*|Subscriber\w+|PackageInstallRequest|PackageUploadRequest|MetadataPackage\w*|PackagePushJob|PackagePushRequest|ManagedEventSubscription)$/i;

/** @throws NotEmulated for objects the platform has and the emulator lacks */
export function refuseMissing(name: string): void {
  if (MISSING.test(name)) throw notEmulated(`Tooling API object ${name}`);
}

/** The query when it is one of a computed table. */
export function computedQuery(text: string): Query | undefined {
  const from = /\bfrom\s+(\w+)/i.exec(text)?.[1];
  refuseMissing(from ?? '');
  return from !== undefined && isComputed(from) ? parseQuery(text) : undefined;
}

/** @returns rows as REST shows them; `count` for COUNT() */
export function runComputed(org: Org, query: Query, version: string): { rows: Row[]; count: number | undefined } {
  const table = TABLES[query.from.toLowerCase()]!;
  let rows = table.rows(org).filter((row) => !query.where || holds(query.where, row));
  for (const { expression, isDescending } of [...query.orderBy].reverse()) {
    const key = (row: Row): unknown => valueAt(row, pathOf(expression));
    rows = rows.toSorted((a, b) => (isDescending ? compare(key(b), key(a)) : compare(key(a), key(b))));
  }
  if (query.limit?.kind === 'number') rows = rows.slice(0, Number(query.limit.text));
  const [first] = query.select;
  if (first?.kind === 'expression' && isCall(first.expression) && first.expression.fn === 'COUNT') {
    return { rows: [], count: rows.length };
  }
  return { rows: rows.map((row) => project(row, query.select, table.name, version)), count: undefined };
}

function project(row: Row, select: SelectItem[], name: string, version: string): Row {
  const url = `/services/data/v${version}/tooling/sobjects/${name}/${String(row.Id)}`;
  const result: Row = { attributes: { type: name, url } };
  for (const item of select) {
    if (item.kind !== 'expression') throw notEmulated(`tooling query with ${item.kind}`);
    const names = pathOf(item.expression).names;
    let target = result;
    names.slice(0, -1).forEach((step) => {
      target = (target[step] ??= {}) as Row;
    });
    target[names.at(-1)!] = valueAt(row, { names, start: 0 }) ?? null;
  }
  return result;
}

function pathOf(expression: Expression): Path {
  if (isCall(expression)) throw notEmulated(`tooling query with ${expression.fn}`);
  return expression;
}

function valueAt(row: Row, { names }: Path): unknown {
  let value: unknown = row;
  for (const name of names) {
    const record = value as Row | null | undefined;
    const key = Object.keys(record ?? {}).find((each) => each.toLowerCase() === name.toLowerCase());
    value = key === undefined ? undefined : record![key];
  }
  return value;
}

function holds(condition: Condition, row: Row): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => holds(part, row));
    case 'or':
      return condition.parts.some((part) => holds(part, row));
    case 'not':
      return !holds(condition.part, row);
    case 'compare': {
      const value = valueAt(row, pathOf(condition.left)) ?? null;
      const given = condition.value;
      if (given.kind === 'subquery') throw notEmulated('tooling query with a sub-query');
      if (given.kind === 'list') {
        const isIn = given.items.some((item) => compare(value, plain(item)) === 0);
        return condition.operator === 'NOT IN' ? !isIn : isIn;
      }
      return test(condition.operator, value, plain(given));
    }
  }
}

function test(operator: string, value: unknown, wanted: unknown): boolean {
  const order = compare(value, wanted);
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case 'LIKE': {
      const pattern = String(wanted)
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replaceAll('%', '.*')
        .replaceAll('_', '.');
      return new RegExp(`^${pattern}$`, 'is').test(String(value ?? ''));
    }
    default:
      throw notEmulated(`tooling query with ${operator}`);
  }
}

function plain(literal: Literal): unknown {
  if (literal.kind === 'string' || literal.kind === 'boolean') return literal.value;
  if (literal.kind === 'number') return Number(literal.text);
  return 'text' in literal ? literal.text : null;
}

/** Ids compare by their first 15 characters, text without case. */
function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const isId = (text: unknown): text is string =>
    typeof text === 'string' && /^[a-zA-Z0-9]{15}([A-Z0-5]{3})?$/.test(text);
  const key = (value: unknown): string =>
    isId(value) && isId(a) && isId(b) ? value.slice(0, 15) : String(value ?? '').toLowerCase();
  const [x, y] = [key(a), key(b)];
  return x === y ? 0 : x < y ? -1 : 1;
}

function logRows(org: Org): Row[] {
  return logsOf(org).map((log) => ({
    Id: log.id,
    Application: 'Unknown',
    DurationMilliseconds: log.duration,
    Location: 'SystemLog',
    LogLength: log.body.length,
    LogUserId: log.user.id,
    LogUser: { Id: log.user.id, Name: log.user.name },
    Operation: log.operation,
    Request: 'Api',
    StartTime: timestamp(log.startTime),
    LastModifiedDate: timestamp(log.startTime),
    Status: log.status,
  }));
}

function sourceRows(org: Org, type: 'ApexClass' | 'ApexTrigger'): Row[] {
  return [...org.metadata.components(type)].map((component) => {
    const [, source] = [...component.files].find(([path]) => /\.(cls|trigger)$/.test(path)) ?? [];
    const body = source ? decoder.decode(source) : '';
    return {
      Id: component.id,
      Name: localName(component.fullName),
      FullName: component.fullName,
      NamespacePrefix: component.namespace ?? null,
      ApiVersion: Number(component.definition.apiVersion ?? 67),
      Status: 'Active',
      IsValid: true,
      // A managed package shows nobody its code.
      Body: component.namespace === undefined ? body : '(hidden)',
      LengthWithoutComments: body.length,
      ...(type === 'ApexTrigger' ? { TableEnumOrId: triggerObject(body, component.namespace) ?? null } : {}),
      CreatedDate: timestamp(component.createdDate),
      LastModifiedDate: timestamp(component.lastModifiedDate),
    };
  });
}

function componentRows(org: Org, type: string): Row[] {
  return [...org.metadata.components(type)].map((component) => {
    const { definition } = component;
    const own = Object.entries(definition).map(([key, value]) => [key[0]!.toUpperCase() + key.slice(1), value]);
    return {
      Id: component.id,
      DeveloperName: component.namespace === undefined ? component.fullName : localName(component.fullName),
      FullName: component.fullName,
      MasterLabel: definition.masterLabel ?? definition.label ?? component.fullName,
      NamespacePrefix: component.namespace ?? null,
      ...Object.fromEntries(own),
      Metadata: definition,
    };
  });
}

function subscriberRows(org: Org): Row[] {
  return org.events.subscribers().map((subscriber, index) => ({
    Id: `0C4000000000${String(index + 1).padStart(3, '0')}AAA`,
    ExternalId: subscriber.name,
    Name: subscriber.name,
    Type: subscriber.type,
    Topic: subscriber.topic,
    Position: subscriber.position,
    Tip: subscriber.tip,
    Retries: subscriber.retries,
    LastError: subscriber.lastError,
    Status: subscriber.status,
  }));
}
