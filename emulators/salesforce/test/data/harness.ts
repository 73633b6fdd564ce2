/** An org with a few objects, made from metadata as a project would have it. */
import { readComponents } from '../../src/metadata/read.ts';
import type { LocalOrg } from '../../src/org/local-org.ts';
import { createOrg, type OrgOptions } from '../../src/org/org.ts';
import type { DmlOptions, QueryResult, SaveResult } from '../../src/org/services.ts';
import type { SObjectRecord as Record_ } from '../../src/schema/record.ts';
import { SObjectRecord } from '../../src/schema/record.ts';
import type { OrgUser } from '../../src/security/access.ts';

const encoder = new TextEncoder();

export function files(texts: Record<string, string>): Map<string, Uint8Array> {
  return new Map(Object.entries(texts).map(([path, text]) => [path, encoder.encode(text)]));
}

export const xml = (root: string, content: string): string =>
  `<?xml version="1.0"?><${root} xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">${content}</${root}>`;

export const field = (object: string, name: string, content: string): [string, string] => [
  `objects/${object}/fields/${name}.field-meta.xml`,
  xml('CustomField', `<fullName>${name}</fullName><label>${name.replace('__c', '')}</label>${content}`),
];

export const object = (
  name: string,
  sharing = 'ReadWrite',
  nameField = '<label>Name</label><type>Text</type>',
): [string, string] => [
  `objects/${name}/${name}.object-meta.xml`,
  xml(
    'CustomObject',
    `<label>${name}</label><pluralLabel>${name}s</pluralLabel><deploymentStatus>Deployed</deploymentStatus><nameField>${nameField}</nameField><sharingModel>${sharing}</sharingModel>`,
  ),
];

export const rule = (owner: string, name: string, formula: string, message: string): [string, string] => [
  `objects/${owner}/validationRules/${name}.validationRule-meta.xml`,
  xml(
    'ValidationRule',
    `<fullName>${name}</fullName><active>true</active><errorConditionFormula>${formula}</errorConditionFormula><errorMessage>${message}</errorMessage>`,
  ),
];

export const apex = (kind: 'class' | 'trigger', name: string, source: string): [string, string][] => {
  const [folder, suffix, root] =
    kind === 'class' ? ['classes', 'cls', 'ApexClass'] : ['triggers', 'trigger', 'ApexTrigger'];
  return [
    [`${folder}/${name}.${suffix}`, source],
    [`${folder}/${name}.${suffix}-meta.xml`, xml(root!, '<apiVersion>66.0</apiVersion><status>Active</status>')],
  ];
};

/** Orders with lines, a lookup, an external id, a roll-up, a formula. */
export const SHOP: [string, string][] = [
  object('Shop_Order__c'),
  object('Shop_Line__c', 'ControlledByParent'),
  field(
    'Shop_Order__c',
    'Key__c',
    '<type>Text</type><length>20</length><unique>true</unique><externalId>true</externalId><caseSensitive>false</caseSensitive>',
  ),
  field(
    'Shop_Order__c',
    'Contact__c',
    '<type>Lookup</type><referenceTo>Contact</referenceTo><relationshipName>Shop_Orders</relationshipName>',
  ),
  field('Shop_Order__c', 'Total__c', '<type>Currency</type><precision>18</precision><scale>2</scale>'),
  field(
    'Shop_Order__c',
    'Status__c',
    '<type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>open</fullName><default>true</default><label>Open</label></value><value><fullName>paid</fullName><default>false</default><label>Paid</label></value></valueSetDefinition></valueSet>',
  ),
  field('Shop_Order__c', 'Big__c', '<type>Checkbox</type><formula>Total__c &gt; 100</formula>'),
  field(
    'Shop_Order__c',
    'Line_Count__c',
    '<type>Summary</type><summaryOperation>count</summaryOperation><summaryForeignKey>Shop_Line__c.Order__c</summaryForeignKey>',
  ),
  field(
    'Shop_Order__c',
    'Sum__c',
    '<type>Summary</type><summaryOperation>sum</summaryOperation><summarizedField>Shop_Line__c.Amount__c</summarizedField><summaryForeignKey>Shop_Line__c.Order__c</summaryForeignKey>',
  ),
  field(
    'Shop_Line__c',
    'Order__c',
    '<type>MasterDetail</type><referenceTo>Shop_Order__c</referenceTo><relationshipName>Lines</relationshipName><relationshipOrder>0</relationshipOrder>',
  ),
  field('Shop_Line__c', 'Amount__c', '<type>Number</type><precision>10</precision><scale>2</scale>'),
];

export class TestOrg {
  readonly org: LocalOrg;
  user: OrgUser;

  /** @throws with the deploy problems */
  constructor(source: [string, string][] = [], options: OrgOptions = {}) {
    this.org = createOrg({ now: () => Date.UTC(2026, 0, 15, 12), ...options }).org;
    this.user = this.org.security.admin();
    if (source.length > 0) this.deploy(source);
  }

  deploy(source: [string, string][]): void {
    const problems = this.tryDeploy(source);
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }

  /** Texts of the problems; empty when it is deployed. */
  tryDeploy(source: [string, string][]): string[] {
    const { components, problems } = readComponents(files(Object.fromEntries(source)));
    const all = problems.length > 0 ? problems : this.org.deploy({ components }).problems;
    return all.map(({ fullName, message }) => `${fullName}: ${message}`);
  }

  run<T>(action: () => T): T {
    return this.org.transaction({ user: this.user, kind: 'sync' }, action);
  }

  query(soql: string, binds: Record<string, unknown> = {}, access: 'user' | 'system' = 'system'): QueryResult {
    const options = { access, sharing: access === 'user', counts: false };
    return this.run(() => this.org.query.query(soql, new Map(Object.entries(binds)), options));
  }

  /** Rows as text: values in the order of the select list. */
  rows(soql: string, binds: Record<string, unknown> = {}): string[] {
    const { records, columns } = this.query(soql, binds);
    return records.map((record) => columns.map(({ name }) => String(valueAt(record, name))).join(' '));
  }

  record(name: string, values: Record<string, unknown>): SObjectRecord {
    const record = new SObjectRecord(this.org.schema.object(name)!);
    for (const [key, value] of Object.entries(values)) {
      record.values.set(key, value);
      record.touched.add(key);
    }
    return record;
  }

  save(
    operation: 'insert' | 'update' | 'delete' | 'undelete',
    records: SObjectRecord[],
    options: Partial<DmlOptions> = {},
  ): SaveResult[] {
    const all: DmlOptions = { access: 'system', sharing: false, allOrNone: true, ...options };
    return this.run(() => this.org.dml[operation](records, all));
  }

  /** Inserts one record. @returns its id, or `STATUS: message [fields]` */
  insert(name: string, values: Record<string, unknown>, options: Partial<DmlOptions> = {}): string {
    return outcome(this.save('insert', [this.record(name, values)], options)[0]!);
  }

  update(name: string, values: Record<string, unknown>, options: Partial<DmlOptions> = {}): string {
    return outcome(this.save('update', [this.record(name, values)], options)[0]!);
  }
}

export function outcome({ id, errors }: SaveResult): string {
  if (errors.length === 0) return String(id);
  return errors.map(({ statusCode, message, fields }) => `${statusCode}: ${message} [${fields.join(', ')}]`).join('; ');
}

function valueAt(record: Record_ | null, path: string): unknown {
  const [first = '', ...rest] = path.split('.');
  if (record === null) return null;
  return rest.length === 0
    ? (record.values.get(first) ?? record.children?.get(first)?.length ?? null)
    : valueAt(record.parents?.get(first) ?? null, rest.join('.'));
}
