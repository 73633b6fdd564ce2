/**
 * The standard objects beyond the usual ones, from `more-objects.generated.txt` (see `scripts/`): an org has them as soon as
 * somebody names them. Thousands of objects nobody uses would only slow it down.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FieldInfo, ObjectInfo } from './model.ts';
import type { OrgSchema } from './org-schema.ts';
import { changeEventOf } from './standard-change-events.ts';
import { buildObject, standardObject, type Entry, type Row } from './standard-objects.ts';

interface Lines {
  /** Not decoded as a whole: that alone would take longer than all the rest. */
  bytes: Buffer;
  /** Lower-cased name → where its line begins, and its number. */
  starts: Map<string, { at: number; ordinal: number }>;
  /** Histories, feeds, shares and change events by lower-cased name. */
  companions: Map<string, { name: string; ordinal: number }>;
}

const [NEW_LINE, SPACE, HASH] = [10, 32, 35];
const COMPANIONS = '# companions: ';

let loaded: Lines | undefined;

function lines(): Lines {
  if (loaded) return loaded;
  const bytes = readFileSync(join(import.meta.dirname, 'more-objects.generated.txt'));
  const starts: Lines['starts'] = new Map();
  const companions: Lines['companions'] = new Map();
  let ordinal = 0;
  for (let at = 0; at < bytes.length; at = bytes.indexOf(NEW_LINE, at) + 1) {
    if (bytes[at] !== HASH) {
      starts.set(bytes.toString('latin1', at, bytes.indexOf(SPACE, at)).toLowerCase(), { at, ordinal: ordinal++ });
      continue;
    }
    const comment = lineAt(bytes, at);
    if (!comment.startsWith(COMPANIONS)) continue;
    for (const [index, name] of comment.slice(COMPANIONS.length).split(' ').entries())
      companions.set(name.toLowerCase(), { name, ordinal: index });
  }
  return (loaded = { bytes, starts, companions });
}

function lineAt(bytes: Buffer, at: number): string {
  return bytes.toString('utf8', at, bytes.indexOf(NEW_LINE, at));
}

/** How an org with these features makes such objects. */
export function moreObjects(
  features: ReadonlySet<string>,
): (name: string, schema: OrgSchema) => ObjectInfo | undefined {
  return (name, schema) => {
    const { starts, companions } = lines();
    const start = starts.get(name);
    if (start) return addObject(start, features, schema);
    const companion = companions.get(name);
    return companion && addCompanion(companion.name, companion.ordinal, schema);
  };
}

function addObject(
  { at, ordinal }: { at: number; ordinal: number },
  features: ReadonlySet<string>,
  schema: OrgSchema,
): ObjectInfo {
  const line = lineAt(lines().bytes, at);
  const name = line.slice(0, line.indexOf(' '));
  const short = JSON.parse(line.slice(name.length + 1)) as Entry;
  const object = buildObject(name, { ...short, fields: short.fields.map(whole) }, features);
  object.keyPrefix ??= prefix('y', ordinal);
  object.isTriggerable ||= object.isCreateable && object.kind === 'standard';
  schema.add(object);
  for (const field of object.fields.values()) linkParents(field, schema);
  return object;
}

/** A row with all its places. */
function whole(row: unknown[]): Row {
  const [
    name,
    label,
    type,
    length = 0,
    precision = 0,
    scale = 0,
    flags = '',
    references = [],
    relationship = '',
    feature = '',
  ] = row as Row;
  const size = type === 'reference' || type === 'id' ? 18 : length;
  return [name, label || splitWords(name), type, size, precision, scale, flags, references, relationship, feature];
}

const splitWords = (name: string): string =>
  name
    .replace(/Id$/, (id) => (name === 'Id' ? id : ' ID'))
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');

/** Enters the object among the child relationships of the objects there are, under a name made from its own. */
function linkParents(field: FieldInfo, schema: OrgSchema): void {
  if (/^(CreatedById|LastModifiedById|OwnerId|RecordTypeId|MasterRecordId)$/.test(field.name)) return;
  for (const target of field.referenceTo) {
    if (!schema.has(target)) continue;
    const parent = schema.object(target)!;
    const isThere = parent.childRelationships.some(
      (child) => child.childObject === field.object.name && child.field === field.name,
    );
    if (isThere) continue;
    parent.childRelationships.push({
      name: relationshipName(parent, field),
      childObject: field.object.name,
      field: field.name,
      isCascadeDelete: false,
      isRestrictedDelete: false,
    });
  }
}

/** `ContactRequests`; undefined where another lookup of the same object has it. */
function relationshipName(parent: ObjectInfo, field: FieldInfo): string | undefined {
  const plural = field.object.pluralLabel.replace(/\s/g, '');
  return parent.childRelationships.some((child) => child.name === plural) ? undefined : plural;
}

function addCompanion(name: string, ordinal: number, schema: OrgSchema): ObjectInfo | undefined {
  const [, baseName, kind] = /^(.+)(History|Feed|Share|ChangeEvent)$/.exec(name)!;
  const base = schema.object(baseName!);
  if (!base) return undefined;
  const object = kind === 'ChangeEvent' ? changeEventOf(base) : companionOf(base, name, kind!);
  object.keyPrefix = kind === 'ChangeEvent' ? undefined : prefix('x', ordinal);
  schema.add(object);
  return object;
}

/** Like that of Account, or of its kind: with a lookup to its own object. */
function companionOf(base: ObjectInfo, name: string, kind: string): ObjectInfo {
  const template = standardObject(kind === 'Share' ? 'IndividualShare' : `Account${kind}`)!;
  const label = `${base.label} ${kind}`;
  const object: ObjectInfo = { ...template, name, label, pluralLabel: label, fields: new Map() };
  for (const field of template.fields.values()) {
    const isParent = field.referenceTo.some((target) => target === 'Account' || target === 'Individual');
    const own = { ...field, object };
    if (isParent) Object.assign(own, { referenceTo: [base.name], deleteConstraint: 'Cascade' });
    if (isParent && kind === 'History')
      Object.assign(own, { name: `${base.name}Id`, relationshipName: base.name, label: `${base.label} ID` });
    if (isParent && kind === 'Share')
      Object.assign(own, { name: 'ParentId', relationshipName: 'Parent', label: 'Parent ID' });
    if (own.name === 'IndividualAccessLevel') Object.assign(own, { name: 'AccessLevel', label: 'Access Level' });
    object.fields.set(own.name.toLowerCase(), own);
    if (!isParent) continue;
    base.childRelationships.push({
      name: kind === 'History' ? 'Histories' : `${kind}s`,
      childObject: name,
      field: own.name,
      isCascadeDelete: true,
      isRestrictedDelete: false,
    });
  }
  return object;
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const prefix = (family: string, ordinal: number): string =>
  `${family}${digits[Math.floor(ordinal / 62)]}${digits[ordinal % 62]}`;
