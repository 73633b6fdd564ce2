/** Static methods of custom settings and custom metadata types: `X__c.getInstance()`, `X__mdt.getAll()`. */
import { codeNamespace } from '../../schema/code-namespace.ts';
import { fieldOf, type ObjectInfo } from '../../schema/model.ts';
import { SObjectRecord } from '../../schema/record.ts';
import { current } from '../../transaction/transaction.ts';
import { ApexMap } from '../runtime/map.ts';
import { primitives } from '../types/registry.ts';
import { definePlatformType, type CallSite } from './define.ts';
import { defaultValue } from './schema/default-values.ts';
import { argument, elementOf } from './support.ts';

/** Texts of custom metadata are cut at this length; SOQL gives them whole. */
const CUT = 255;

function objectOf(site: CallSite): ObjectInfo {
  const type = elementOf(site.receiver);
  if (type.kind !== 'sobject' || !type.object) throw new Error(`no custom setting: ${type.name}`);
  return type.object;
}

/** Reading them costs no query. */
function rows(object: ObjectInfo, where = '', binds: Record<string, string> = {}): SObjectRecord[] {
  const fields = [...object.fields.values()].map((field) => field.name);
  const text = `SELECT ${fields.join(', ')} FROM ${object.name}${where}`;
  const options = { access: 'system', sharing: false, counts: false } as const;
  return current().org.query.query(text, new Map(Object.entries(binds)), options).records;
}

function cut(record: SObjectRecord): SObjectRecord {
  for (const [name, value] of record.values) {
    if (typeof value === 'string' && value.length > CUT && fieldOf(record.object, name)?.type === 'textarea') {
      record.values.set(name, value.slice(0, CUT));
    }
  }
  return record;
}

function recordWhere(field: string, name: string, site: CallSite): SObjectRecord | undefined {
  return rows(objectOf(site), ` WHERE ${field} = :name`, { name })[0];
}

/** The record of the code's own package comes first, then the one that is named in full, then any of that developer name. */
function recordNamed(name: string, site: CallSite): SObjectRecord | undefined {
  const namespace = codeNamespace();
  const own = namespace === undefined ? undefined : recordWhere('QualifiedApiName', `${namespace}__${name}`, site);
  return own ?? recordWhere('QualifiedApiName', name, site) ?? recordWhere('DeveloperName', name, site);
}

definePlatformType({
  name: 'System.CustomMetadataType',
  statics: {
    'getAll()': (site: CallSite) => {
      const entries = rows(objectOf(site)).map((record) => [record.values.get('DeveloperName'), cut(record)] as const);
      return new ApexMap(primitives.String, elementOf(site.receiver), entries);
    },
    // By developer name, qualified name or id.
    'getInstance(String)': (name: string, site: CallSite) => {
      const wanted = argument(name);
      const isId = /^m[a-zA-Z0-9]{14}([a-zA-Z0-9]{3})?$/.test(wanted);
      const record = isId ? recordWhere('Id', wanted, site) : recordNamed(wanted, site);
      return record ? cut(record) : null;
    },
  },
  needsCallSite: ['getAll()', 'getInstance(String)'],
});

definePlatformType({
  name: 'System.CustomSettingList',
  statics: {
    'getAll()': (site: CallSite) => {
      const entries = rows(objectOf(site)).map((record) => [record.values.get('Name'), record] as const);
      return new ApexMap(primitives.String, elementOf(site.receiver), entries);
    },
    'getInstance(String)': (name: string, site: CallSite) =>
      rows(objectOf(site), ' WHERE Name = :name', { name: argument(name) })[0] ?? null,
    'getValues(String)': (name: string, site: CallSite) =>
      rows(objectOf(site), ' WHERE Name = :name', { name: argument(name) })[0] ?? null,
  },
  needsCallSite: ['getAll()', 'getInstance(String)', 'getValues(String)'],
});

function ofOwner(object: ObjectInfo, owner: string): SObjectRecord | undefined {
  return rows(object, ' WHERE SetupOwnerId = :owner', { owner })[0];
}

/** A record without an id, ready to be saved for its owner, with the fields' defaults: what there is when nobody set anything. */
function empty(object: ObjectInfo, owner: string): SObjectRecord {
  const record = new SObjectRecord(object);
  record.values.set('SetupOwnerId', owner);
  record.touched.add('SetupOwnerId');
  for (const field of object.fields.values()) {
    if (!field.isCustom) continue;
    const value = defaultValue(field) ?? null;
    // What is blank is no populated field.
    if (value !== null) record.values.set(field.name, value);
  }
  return record;
}

/** The user's value of each field, else the profile's, else the org's. */
function merged(object: ObjectInfo, id: string | undefined): SObjectRecord {
  const { user, org } = current();
  const subject = id === undefined || id === user.id ? user : org.security.user(id);
  const owners = subject ? [subject.id, subject.profileId, org.id] : [id!, org.id];
  const layers = owners.flatMap((owner) => ofOwner(object, owner) ?? []);
  const [first, ...others] = layers;
  if (!first) return empty(object, owners[0]!);
  for (const layer of others) {
    for (const [name, value] of layer.values) {
      if (fieldOf(object, name)?.isCustom && (first.values.get(name) ?? null) === null) first.values.set(name, value);
    }
  }
  return first;
}

definePlatformType({
  name: 'System.CustomSettingHierarchy',
  statics: {
    'getInstance()': (site: CallSite) => merged(objectOf(site), undefined),
    'getInstance(Id)': (id: string, site: CallSite) => merged(objectOf(site), argument(id)),
    'getOrgDefaults()': (site: CallSite) =>
      ofOwner(objectOf(site), current().org.id) ?? empty(objectOf(site), current().org.id),
    'getValues(Id)': (id: string, site: CallSite) => ofOwner(objectOf(site), argument(id)) ?? null,
  },
  needsCallSite: ['getInstance()', 'getInstance(Id)', 'getOrgDefaults()', 'getValues(Id)'],
});
