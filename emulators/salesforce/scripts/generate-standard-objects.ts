/**
 * Writes `src/schema/standard-objects.generated.json`: facts about standard objects (types, lengths, flags, references),
 * merged from three public sources; and `more-objects.generated.txt`: the same, a line each, of all other objects those
 * sources have, which an org makes when somebody names one. Run by hand when a source moves:
 *
 *     node scripts/generate-standard-objects.ts <enterprise_api folder of forcedotcom/sf-skills>
 *
 * Sources: sf-skills (Apache-2.0), the sobject-types jar of @salesforce/code-analyzer-pmd-engine (BSD-3-Clause) and
 * jsforce's standard-schema types (MIT). Only names, numbers and flags are kept, no prose.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardObjectNames } from './standard-object-names.ts';

const root = join(import.meta.dirname, '../../..');
const jars = join(root, 'node_modules/@salesforce/code-analyzer-pmd-engine/dist/java-lib');
const skills = process.argv[2];
if (!skills || !existsSync(join(skills, 'Account.json')))
  throw new Error('first argument: the enterprise_api folder of sf-skills');

interface SkillField {
  type?: string;
  properties?: string;
  relationship_name?: string;
  refers_to?: string | string[];
}
interface SkillReference {
  field_label?: string;
  type?: string;
  length?: string;
  precision?: string;
  scale?: string;
  digits?: string;
}
interface Source {
  fields: Map<string, SkillField>;
  reference: Map<string, SkillReference>;
  person: Set<string>;
}
interface JarObject {
  fields: Map<string, string>;
  parents: Map<string, string>;
  children: [string, string][];
}

const names = standardObjectNames;

/** Histories, feeds, shares and change events follow from the object they belong to. */
const derived = /^(.+?)(History|Feed|Share|ChangeEvent)$/;

/** Every object of the sources. */
function allNames(): string[] {
  const jar = readdirSync(jars).find((file) => file.startsWith('sobject-types-'))!;
  const listing = execFileSync('unzip', ['-Z1', join(jars, jar)], { encoding: 'utf8' });
  const inJar = [...listing.matchAll(/runforce\/SObjects\/(\w+)\.class/g)].map(([, name]) => name!);
  const documented = readdirSync(skills!)
    .map((file) => file.replace(/\.json$/, ''))
    .filter((name) => /^[A-Z][A-Za-z0-9]+$/.test(name) && !/(EventLog|SharingRule|Localization)$/.test(name));
  return [...new Set([...inJar, ...documented])].sort();
}
const everything = allNames();
const isKnownBase = new Set(everything);
const isDerived = (name: string): boolean => {
  const [, base, kind] = derived.exec(name) ?? [];
  return base !== undefined && kind !== undefined && isKnownBase.has(base);
};
const more = everything.filter((name) => !names.includes(name) && !isDerived(name));
const companions = everything.filter((name) => !names.includes(name) && isDerived(name));

function readSkill(object: string): Source {
  const file = join(skills!, `${object}.json`);
  const json = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const entries = <T>(part: unknown): Map<string, T> => new Map(Object.entries((part ?? {}) as Record<string, T>));
  const person = entries<SkillField>(json.ispersonaccount_fields);
  return {
    fields: new Map([...entries<SkillField>(json.fields), ...person]),
    reference: entries<SkillReference>(json.field_reference),
    person: new Set(person.keys()),
  };
}

function readJars(): Map<string, JarObject> {
  const classes = [...new Set([...names, ...more])].map((name) => `com.nawforce.runforce.SObjects.${name}`);
  const text = execFileSync('javap', ['-public', '-cp', `${jars}/*`, ...classes], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const objects = new Map<string, JarObject>();
  let current: JarObject | undefined;
  for (const line of text.split('\n')) {
    const head = /^public class com\.nawforce\.runforce\.SObjects\.(\w+) extends/.exec(line);
    if (head) {
      current = { fields: new Map(), parents: new Map(), children: [] };
      objects.set(head[1]!, current);
      continue;
    }
    const member = /^ {2}public (?:com\.nawforce\.runforce|java\.lang)\.(?:(\w+)\.)?(\w+)(\[\])? (\w+);$/.exec(line);
    if (!member || !current) continue;
    const [, space, type, array, name] = member as unknown as [
      string,
      string | undefined,
      string,
      string | undefined,
      string,
    ];
    if (array && type === 'String') current.fields.set(name, 'Strings');
    else if (array) current.children.push([name, type]);
    else if (space === 'SObjects' || type === 'SObject') current.parents.set(name, type);
    else current.fields.set(name, type);
  }
  return objects;
}

/** jsforce: object → field → nillable. */
function readJsforce(): Map<string, Map<string, { isNillable: boolean; type: string }>> {
  const text = readFileSync(join(root, 'node_modules/jsforce/lib/types/standard-schema.d.ts'), 'utf8');
  const objects = new Map<string, Map<string, { isNillable: boolean; type: string }>>();
  for (const match of text.matchAll(/^type Fields\$(\w+) = \{\n([\s\S]*?)^\};/gm)) {
    const fields = new Map<string, { isNillable: boolean; type: string }>();
    for (const line of match[2]!.matchAll(/^ {4}(\w+): (.+);$/gm)) {
      fields.set(line[1]!, { isNillable: line[2]!.includes('| null'), type: line[2]!.replace(' | null', '') });
    }
    objects.set(match[1]!, fields);
  }
  return objects;
}

const spelled: Record<string, string> = {
  datetime: 'datetime',
  timeonly: 'time',
  integer: 'int',
  text: 'textarea',
  'dynamic picklist': 'picklist',
  masterrecord: 'reference',
  byte: 'int',
  junctionidlist: 'complexvalue',
  searchlayoutbuttonsdisplayed: 'complexvalue',
  searchlayoutfieldsdisplayed: 'complexvalue',
  anytype: 'anyType',
};
const byApex: Record<string, string> = {
  String: 'string',
  Id: 'reference',
  Boolean: 'boolean',
  Integer: 'int',
  Long: 'long',
  Decimal: 'double',
  Double: 'double',
  Date: 'date',
  Datetime: 'datetime',
  Time: 'time',
  Blob: 'base64',
  Address: 'address',
  Location: 'location',
  Object: 'anyType',
  Strings: 'complexvalue',
};
const byJsforce: Record<string, string> = {
  string: 'string',
  number: 'double',
  boolean: 'boolean',
  DateString: 'datetime',
  BlobString: 'base64',
  Address: 'address',
};

function typeOf(name: string, skill: string | undefined, apex: string | undefined, js: string | undefined): string {
  if (name === 'Id') return 'id';
  if (apex === 'Integer') return 'int';
  if (apex === 'Date') return 'date';
  if (apex === 'Strings') return 'complexvalue';
  if (apex === 'Id' && name.endsWith('Id')) return 'reference';
  const lower = skill?.trim().toLowerCase();
  if (lower) return spelled[lower] ?? lower;
  if (apex) return byApex[apex] ?? 'string';
  return (js && byJsforce[js]) || (name.endsWith('Id') && js === 'string' ? 'reference' : 'string');
}

/** Features an org may lack; fields that exist only with one. Undefined: every org has the field. */
function featureOf(object: string, name: string, person: Set<string>): string | undefined {
  if (name === 'CurrencyIsoCode') return 'multiCurrency';
  if (name === 'DefaultCurrencyIsoCode' || ['CurrencyType', 'DatedConversionRate'].includes(object))
    return 'multiCurrency';
  if (name === 'Division' || name === 'DefaultDivision') return 'divisions';
  if (/(State|Country)Code(__pc)?$/.test(name)) return 'stateCountryPicklists';
  if (/Territory2/.test(object + name) || /TerritoryId$/.test(name)) return 'territories';
  if (
    /^IsPersonAccount$|^PersonContactId$/.test(name) ||
    (object === 'Account' && (person.has(name) || /^Person[A-Z]|__pc$/.test(name)))
  )
    return 'personAccounts';
  if (/^Is(Partner|CustomerPortal)$|^IsPartnerEnabled|^IsCustomerPortalEnabled/.test(name)) return 'partnerPortal';
  if (/Phonetic|^(First|Last)NameLocal$|NameLocal$/.test(name)) return 'phoneticNames';
  if (/^(MiddleName|Suffix)$/.test(name) && ['Contact', 'Lead', 'User', 'Account', 'Individual'].includes(object))
    return 'middleNames';
  if (/^ActivityMetric/.test(name) || /^Einstein|^IntelligentScore|^Score(Intelligence|)?Id$/.test(name))
    return 'einstein';
  if (/^SyncedQuote|^(Quote|QuoteLineItem)(Id)?$/.test(name) || /^Quote/.test(object)) return 'quotes';
  return undefined;
}

const splitWords = (name: string): string =>
  name
    .replace(/Id$/, (id) => (name === 'Id' ? id : ' ID'))
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');

const jar = readJars();
const jsforce = readJsforce();
const skillOf = new Map([...names, ...more].map((name) => [name, readSkill(name)]));
let known = new Set(names);

/** One line of the table: see `schema/standard-objects.ts` for the places. */
type Row = [string, string, string, number, number, number, string, string[], string, string];

function fieldsOf(object: string): Row[] {
  const skill = skillOf.get(object)!;
  const java = jar.get(object);
  const js = jsforce.get(object);
  const canonical = new Map<string, string>();
  const offer = (name: string): void => {
    if (!canonical.has(name.toLowerCase())) canonical.set(name.toLowerCase(), name);
  };
  for (const name of js?.keys() ?? []) offer(name);
  for (const name of java?.fields.keys() ?? [])
    if (
      skill.fields.size === 0 ||
      skill.fields.has(name) ||
      skill.reference.has(name) ||
      /^(Id|IsDeleted|Name)$/.test(name)
    )
      offer(name);
  if (!java) for (const name of skill.fields.keys()) if (name !== 'text') offer(name);
  offer('Id');
  const rows: Row[] = [];
  for (const name of [...canonical.values()].sort((a, b) => (a === 'Id' ? -1 : b === 'Id' ? 1 : a < b ? -1 : 1))) {
    if (/__c$/.test(name)) continue;
    const fact = skill.fields.get(name);
    const reference = skill.reference.get(name);
    const nulls = js?.get(name);
    const isLookup =
      name.endsWith('Id') &&
      name !== 'Id' &&
      (java?.parents.has(name.slice(0, -2)) === true || Boolean(fact?.relationship_name && fact.refers_to));
    const type = isLookup
      ? 'reference'
      : typeOf(name, fact?.type ?? reference?.type, java?.fields.get(name), nulls?.type);
    const has = (property: string): boolean => (fact?.properties ?? '').toLowerCase().includes(property.toLowerCase());
    const parentName = name.replace(/Id$/, '');
    const parent = java?.parents.get(parentName);
    let targets = Array.isArray(fact?.refers_to) ? fact.refers_to : (fact?.refers_to?.split(/,\s*/) ?? []);
    if (targets.length === 0 && parent && parent !== 'Name' && parent !== 'SObject') targets = [parent];
    if (type === 'reference' && targets.length === 0) {
      if (/^(CreatedById|LastModifiedById)$/.test(name)) targets = ['User'];
      else if (parent === 'Name') targets = ['User', 'Group'];
      else if (name === 'LeadOrContactId') targets = ['Contact', 'Lead'];
      else if (name === 'DelegatedApproverId') targets = ['Group', 'User'];
      else if (name === 'RecordTypeId') targets = ['RecordType'];
      else if (known.has(parentName)) targets = [parentName];
    }
    targets = targets.filter((target) => known.has(target));
    const isSystem = /^(Id|IsDeleted|CreatedById|CreatedDate|LastModifiedById|LastModifiedDate|SystemModstamp)$/.test(
      name,
    );
    const isNillable = fact ? has('nillable') || nulls?.isNillable === true : nulls ? nulls.isNillable : !isSystem;
    const isRequired =
      has('create') &&
      !has('nillable') &&
      !has('defaulted') &&
      nulls?.isNillable !== true &&
      type !== 'boolean' &&
      type !== 'complexvalue';
    const flags = [
      has('create') && !isSystem ? 'C' : '',
      has('update') && !isSystem ? 'U' : '',
      isNillable && type !== 'boolean' && !isSystem ? 'N' : '',
      has('defaulted on create') || type === 'boolean' ? 'D' : '',
      isRequired && !isSystem ? 'R' : '',
      !fact || has('filter') ? 'F' : '',
      !fact || has('sort') ? 'S' : '',
      !fact || has('group') ? 'G' : '',
      has('idLookup') || name === 'Id' ? 'L' : '',
      has('autonumber') ? 'A' : '',
      has('restricted picklist') ? 'P' : '',
    ].join('');
    const relationship =
      type === 'reference'
        ? (fact?.relationship_name ?? (java?.parents.has(parentName) ? parentName : targets.length ? parentName : ''))
        : '';
    const number = (value: string | undefined): number => Number.parseInt(value ?? '', 10) || 0;
    const label = reference?.field_label ?? splitWords(name);
    const length = type === 'id' || type === 'reference' ? 18 : number(reference?.length);
    const precision = number(reference?.precision ?? reference?.digits);
    rows.push([
      name,
      label,
      type,
      length,
      precision,
      number(reference?.scale),
      flags,
      targets,
      relationship,
      featureOf(object, name, skill.person) ?? '',
    ]);
  }
  return rows;
}

/** The lookup field of `child` behind a child relationship of `parent`. */
function childField(parent: string, relationship: string, child: string, rows: Map<string, Row[]>): string | undefined {
  const candidates = (rows.get(child) ?? []).filter(
    (row) =>
      row[2] === 'reference' &&
      row[7].includes(parent) &&
      !/^(CreatedById|LastModifiedById|MasterRecordId)$/.test(row[0]),
  );
  if (candidates.length <= 1) return candidates[0]?.[0];
  const special = candidates.find(
    (row) => relationship.startsWith(row[0].replace(/^Asset|ById$|Id$/g, '')) && row[0] !== `${parent}Id`,
  );
  if (special && child === 'Asset') return special[0];
  const order = [
    'WhoId',
    'WhatId',
    `${parent}Id`,
    'ParentId',
    'LinkedEntityId',
    'EntityId',
    'RelatedToId',
    'OwnerId',
    'ManagerId',
  ];
  if (/^(Child|Sub)/.test(relationship)) order.unshift('ParentId');
  for (const name of order) if (candidates.some((row) => row[0] === name)) return name;
  return candidates[0]?.[0];
}

const rows = new Map(names.map((name) => [name, fieldsOf(name)]));
const lines = names
  .filter((name) => (rows.get(name) ?? []).length > 0)
  .map((name) => {
    const children = (jar.get(name)?.children ?? [])
      .filter(([relationship, child]) => known.has(child) && !relationship.startsWith('Person'))
      .map(([relationship, child]) => [relationship, child, childField(name, relationship, child, rows)])
      .filter(([, , field]) => field);
    return `${JSON.stringify(name)}: {"fields": [\n${rows
      .get(name)!
      .map((row) => `  ${JSON.stringify(row)}`)
      .join(',\n')}],\n "children": ${JSON.stringify(children)}}`;
  });
const provenance = {
  script: 'emulators/salesforce/scripts/generate-standard-objects.ts',
  sources: [
    'forcedotcom/sf-skills enterprise_api, Object Reference v67 (Apache-2.0)',
    'sobject-types-65.0.0.jar of @salesforce/code-analyzer-pmd-engine (BSD-3-Clause)',
    'jsforce 3 standard-schema types (MIT)',
  ],
  fields: 'name, label, type, length, precision, scale, flags, referenceTo, relationshipName, feature',
};
writeFileSync(
  join(import.meta.dirname, '../src/schema/standard-objects.generated.json'),
  `{"provenance": ${JSON.stringify(provenance)},\n"objects": {\n${lines.join(',\n')}\n}}\n`,
);

known = new Set([...names, ...more]);
for (const name of more) rows.set(name, fieldsOf(name));

/** A row without what its name and type tell, and without empty places at its end. */
function short(row: Row): unknown[] {
  const [name, label, type, length] = row;
  const places: unknown[] = [...row];
  if (label === splitWords(name)) places[1] = '';
  if ((type === 'reference' || type === 'id') && length === 18) places[3] = 0;
  while (places.length > 3 && ['', 0].includes(places.at(-1) as string)) places.pop();
  if (places.length === 8 && (places[7] as string[]).length === 0) places.pop();
  return places;
}

const moreLines = more
  .filter((name) => (rows.get(name) ?? []).length > 1)
  .map((name) => {
    const children = (jar.get(name)?.children ?? [])
      .filter(([, child]) => known.has(child) && !derived.test(child))
      .map(([relationship, child]) => [relationship, child, childField(name, relationship, child, rows)])
      .filter(([, , field]) => field);
    const text = JSON.stringify({ fields: rows.get(name)!.map(short), children });
    return `${name} ${text}`;
  });
writeFileSync(
  join(import.meta.dirname, '../src/schema/more-objects.generated.txt'),
  [`# ${JSON.stringify(provenance)}`, `# companions: ${companions.join(' ')}`, ...moreLines, ''].join('\n'),
);
console.log(lines.length, 'objects,', moreLines.length, 'more,', companions.length, 'companions');
