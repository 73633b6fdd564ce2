/**
 * The standard objects as ObjectInfo, built from `standard-objects.generated.json` (see `scripts/`) and the hand-written
 * `standard-facts.json`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillAddressPicklists } from './address-values.ts';
import { standardChangeEvents } from './standard-change-events.ts';
import type { ChildRelationship, FieldInfo, FieldType, ObjectInfo, ObjectKind, PicklistValue } from './model.ts';

/** Optional features of an org that bring fields with them. Off unless named. */
export type OrgFeature =
  | 'personAccounts'
  | 'multiCurrency'
  | 'stateCountryPicklists'
  | 'divisions'
  | 'territories'
  | 'partnerPortal'
  | 'phoneticNames'
  | 'middleNames'
  | 'einstein'
  | 'quotes';

export type Row = [
  name: string,
  label: string,
  type: FieldType,
  length: number,
  precision: number,
  scale: number,
  flags: string,
  referenceTo: string[],
  relationship: string,
  feature: string,
];
export interface Entry {
  fields: Row[];
  children: [name: string, child: string, field: string][];
}
interface Table {
  objects: Record<string, Entry>;
}
interface Facts {
  prefixes: Record<string, string>;
  labels: Record<string, [string, string]>;
  /** Fields the sources lack. */
  fields: Record<string, Row[]>;
  picklists: Record<string, string[]>;
  corrections: Record<string, string>;
  /** Child relationships the sources lack. */
  children: Record<string, [name: string, child: string, field: string][]>;
  cascade: { delete: string[]; restrict: string[] };
  sharing: Record<string, string[]>;
  readOnly: string[];
  triggerable: string[];
}

const read = <T>(file: string): T => JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as T;
let loaded: { table: Table; facts: Facts } | undefined;
const tables = (): { table: Table; facts: Facts } =>
  (loaded ??= { table: read('standard-objects.generated.json'), facts: read('standard-facts.json') });

/** Fresh ObjectInfo objects of every standard object, with the fields an org with these features has. The caller owns and may extend them. */
export function standardObjects(features: Iterable<OrgFeature> = []): ObjectInfo[] {
  const enabled = new Set<string>(features);
  const objects = Object.keys(tables().table.objects)
    .filter((name) => enabled.has('multiCurrency') || !['CurrencyType', 'DatedConversionRate'].includes(name))
    .map((name) => buildObject(name, tables().table.objects[name]!, enabled));
  return [...objects, ...standardChangeEvents(objects)];
}

/** One standard object by its exact name; undefined when the table lacks it. */
export function standardObject(name: string, features: Iterable<OrgFeature> = []): ObjectInfo | undefined {
  const entry = tables().table.objects[name];
  return entry && buildObject(name, entry, new Set<string>(features));
}

/** An object from its line of a table. */
export function buildObject(name: string, entry: Entry, features: ReadonlySet<string>): ObjectInfo {
  const { facts } = tables();
  const [label, pluralLabel] = facts.labels[name] ?? labels(name);
  const isEvent = /Event$/.test(name) && name !== 'Event';
  const isWritable = !facts.readOnly.includes(name) && !/History$|Feed$/.test(name);
  const object: ObjectInfo = {
    name,
    label,
    pluralLabel,
    kind: kindOf(name, isEvent),
    keyPrefix: facts.prefixes[name],
    fields: new Map(),
    childRelationships: [],
    recordTypes: [],
    validationRules: [],
    fieldSets: [],
    sharingModel: sharingOf(name, facts),
    isCreateable: isWritable,
    isUpdateable: isWritable && !isEvent && !/^(UserShare|TopicAssignment)$/.test(name),
    isDeletable: isWritable && !isEvent && !/^(User|BusinessHours|Organization)$/.test(name),
    isQueryable: !isEvent,
    isTriggerable: facts.triggerable.includes(name),
    publishBehavior: isEvent ? 'PublishImmediately' : undefined,
    customSettingsType: undefined,
    isSearchable:
      /^(Account|Contact|Lead|Opportunity|Case|Campaign|Product2|Task|Event|User|Contract|Order|Asset)$/.test(name),
  };
  for (const row of [...entry.fields, ...(facts.fields[name] ?? [])]) {
    if (row[9] && !features.has(row[9])) continue;
    object.fields.set(row[0].toLowerCase(), field(object, row, facts));
  }
  if (features.has('stateCountryPicklists')) fillAddressPicklists(object);
  object.childRelationships = [...entry.children, ...(facts.children[name] ?? [])].map(
    ([relationship, child, lookup]) => childOf(relationship, child, lookup, facts),
  );
  return object;
}

function sharingOf(name: string, { sharing }: Facts): ObjectInfo['sharingModel'] {
  if (sharing['ControlledByParent']?.includes(name)) return 'ControlledByParent';
  return sharing['Private']?.includes(name) ? 'Private' : 'ReadWrite';
}

function kindOf(name: string, isEvent: boolean): ObjectKind {
  if (isEvent) return 'platformEvent';
  if (/Share$/.test(name)) return 'share';
  if (/History$/.test(name) && !/^(ActivityHistory|OpportunityHistory)$/.test(name)) return 'history';
  return /Feed$/.test(name) ? 'feed' : 'standard';
}

function labels(name: string): [string, string] {
  const label = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  const plural = /[^aeiou]y$/.test(label)
    ? label.replace(/y$/, 'ies')
    : /(s|x|ch)$/.test(label)
      ? `${label}es`
      : `${label}s`;
  return [label, plural];
}

function childOf(name: string, childObject: string, lookup: string, facts: Facts): ChildRelationship {
  const key = `${childObject}.${lookup}`;
  const isShareOrHistory = /(Share|History|Feed)$/.test(childObject);
  return {
    name: name === '' ? undefined : name,
    childObject,
    field: lookup,
    isCascadeDelete: isShareOrHistory || facts.cascade.delete.includes(key),
    isRestrictedDelete: facts.cascade.restrict.includes(key),
  };
}

function picklistOf(key: string, facts: Facts): PicklistValue[] {
  return (facts.picklists[key] ?? []).map((text) => {
    const [head = '', tail] = text.split('|');
    const value = head.replace(/\*$/, '');
    const pairs = (tail?.split(',') ?? []).map((pair) => pair.split('=') as [string, string]);
    const { label, ...rest } = Object.fromEntries(pairs.map(([name, word]) => [name, plain(word)]));
    const entry: PicklistValue = {
      value,
      label: typeof label === 'string' ? label : value,
      isActive: true,
      isDefault: head.endsWith('*'),
    };
    if (Object.keys(rest).length > 0) entry.facts = rest;
    return entry;
  });
}

const plain = (word: string): string | number | boolean =>
  word === 'true' || word === 'false' ? word === 'true' : /^\d+$/.test(word) ? Number(word) : word;

function corrected(flags: string, correction: string | undefined): string {
  let result = flags;
  for (const [, sign, letters] of (correction ?? '').matchAll(/([+-])([A-Z]+)/g)) {
    for (const letter of letters!) result = sign === '+' ? result + letter : result.replaceAll(letter, '');
  }
  return result;
}

function field(object: ObjectInfo, row: Row, facts: Facts): FieldInfo {
  const [name, label, type, length, precision, scale, rawFlags, referenceTo, relationship] = row;
  const key = `${object.name}.${name}`;
  const flags = corrected(rawFlags, facts.corrections[key]);
  const picklist = picklistOf(key, facts);
  const isNumber = /^(int|long|double|currency|percent)$/.test(type);
  const isText = /^(string|textarea|picklist|multipicklist|email|phone|url|combobox|encryptedstring)$/.test(type);
  return {
    name,
    label,
    object,
    type,
    length: isText && length === 0 ? (type === 'textarea' ? 32000 : 255) : length,
    precision: isNumber && precision === 0 ? (type === 'int' ? 9 : 18) : precision,
    scale: isNumber && precision === 0 && type !== 'int' ? 2 : scale,
    isCustom: false,
    isNillable: flags.includes('N'),
    isRequired: flags.includes('R'),
    isCreateable: flags.includes('C'),
    isUpdateable: flags.includes('U'),
    isDefaultedOnCreate: flags.includes('D'),
    defaultValue: defaultOf(object, name, type, picklist),
    isUnique: (flags.includes('A') && type === 'string') || (object.name === 'User' && name === 'Username'),
    isCaseSensitive: false,
    isExternalId: false,
    isIdLookup: flags.includes('L'),
    isNameField: isNameField(object.name, name),
    isAutoNumber: flags.includes('A'),
    autoNumberFormat: flags.includes('A') && type === 'string' ? '{00000000}' : undefined,
    formula: undefined,
    summary: undefined,
    picklist,
    isRestrictedPicklist: flags.includes('P') && picklist.length > 0,
    referenceTo,
    relationshipName: relationship || undefined,
    isMasterDetail: false,
    isReparentable: flags.includes('U'),
    deleteConstraint: facts.cascade.delete.includes(key)
      ? 'Cascade'
      : facts.cascade.restrict.includes(key)
        ? 'Restrict'
        : referenceTo.length > 0
          ? 'SetNull'
          : undefined,
    // The documentation's property lists leave it out in places where it is beyond doubt.
    isFilterable: flags.includes('F') || ALWAYS_FILTERED.test(name),
    isSortable: flags.includes('S') || ALWAYS_FILTERED.test(name),
    isGroupable: flags.includes('G') || ALWAYS_FILTERED.test(name),
    helpText: undefined,
    manageability: undefined,
  };
}

/** Names of setup rows by which everybody looks them up. */
const ALWAYS_FILTERED = /^(Name|DeveloperName|NamespacePrefix|SobjectType|IsSoqlCompatible)$/;

const otherNames: Record<string, string> = {
  Case: 'CaseNumber',
  Task: 'Subject',
  Event: 'Subject',
  Order: 'OrderNumber',
  OrderItem: 'OrderItemNumber',
  Contract: 'ContractNumber',
  ContentVersion: 'Title',
  ContentDocument: 'Title',
  Note: 'Title',
  EmailMessage: 'Subject',
  CaseComment: '',
  Entitlement: 'Name',
};

function isNameField(object: string, name: string): boolean {
  return name === (otherNames[object] ?? 'Name');
}

function defaultOf(object: ObjectInfo, name: string, type: FieldType, picklist: PicklistValue[]): string | undefined {
  const preset = picklist.find((value) => value.isDefault);
  if (preset) return `'${preset.value.replaceAll("'", "\\'")}'`;
  if (object.name === 'User' && name === 'IsActive') return 'true';
  return type === 'boolean' ? 'false' : undefined;
}
