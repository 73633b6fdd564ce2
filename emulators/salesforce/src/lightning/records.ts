import { type Org, QueryError } from '../org/services.ts';
import { type FieldInfo, fieldOf, type ObjectInfo } from '../schema/model.ts';
import type { SObjectRecord } from '../schema/record.ts';
import type { OrgUser } from '../security/access.ts';
import { display, nameField, toJson } from './values.ts';

/** One field of a record, ready to draw. */
export interface ShownField {
  field: FieldInfo;
  value: string | number | boolean | null;
  text: string;
  /** Reference fields: where the link leads. */
  link: string | undefined;
}

export interface ShownRecord {
  id: string;
  object: ObjectInfo;
  title: string;
  /** By lower-case API name; fields the user may not read are not there. */
  fields: Map<string, ShownField>;
}

/** Reads records for the pages as one user: sharing and field rights are theirs. */
export class RecordReader {
  readonly org: Org;
  readonly user: OrgUser;
  constructor(org: Org, user: OrgUser) {
    this.org = org;
    this.user = user;
  }

  /** The rows of a query written by the host itself; counts against no limit. */
  query(soql: string, binds: Record<string, unknown> = {}): SObjectRecord[] {
    const { org, user } = this;
    return org.transaction({ user, kind: 'sync', enforceLimits: false }, () =>
      org.query.query(soql, new Map(Object.entries(binds)), { access: 'user', sharing: true, counts: false }),
    ).records;
  }

  readable(object: ObjectInfo, name: string): FieldInfo | undefined {
    const field = fieldOf(object, name);
    return field && this.org.security.rights(this.user).canReadField(object.name, field.name) ? field : undefined;
  }

  /** The object's relationship to a named parent whose name can be shown. */
  #parentName(field: FieldInfo): string | undefined {
    if (field.type !== 'reference' || !field.relationshipName || field.referenceTo.length === 0) return undefined;
    const targets = field.referenceTo.map((name) => this.org.schema.object(name));
    const target = targets.length === 1 ? targets[0] : undefined;
    // Owner and other polymorphic parents have Name.
    const name = target ? nameField(target) : 'Name';
    if (target && !this.org.security.rights(this.user).canRead(target.name)) return undefined;
    return `${field.relationshipName}.${name}`;
  }

  #columns(fields: FieldInfo[]): string[] {
    const columns = new Set(['Id']);
    for (const field of fields) {
      columns.add(field.name);
      const parent = this.#parentName(field);
      if (parent) columns.add(parent);
    }
    return [...columns];
  }

  #show(row: SObjectRecord, fields: FieldInfo[]): ShownRecord {
    const shown = new Map<string, ShownField>();
    const currency = String(toJson(row.values.get('CurrencyIsoCode') ?? null) ?? 'USD');
    for (const field of fields) {
      const value = toJson(row.values.get(field.name) ?? null);
      let text = display(row.values.get(field.name), field, this.user, currency);
      let link: string | undefined;
      const parent = field.relationshipName ? row.parents?.get(field.relationshipName) : undefined;
      if (parent && typeof value === 'string') {
        text = String(
          toJson(parent.values.get(nameField(parent.object)) ?? parent.values.get('Name') ?? null) ?? value,
        );
        const target = this.org.schema.objectByKeyPrefix(value.slice(0, 3));
        if (target) link = `/lightning/r/${target.name}/${value}/view`;
      }
      shown.set(field.name.toLowerCase(), { field, value, text, link });
    }
    const title = shown.get(nameField(row.object).toLowerCase())?.text || (row.id ?? '');
    return { id: row.id ?? '', object: row.object, title, fields: shown };
  }

  /** One record with the named fields the user may read; undefined when the record is not there for them. */
  read(object: ObjectInfo, id: string, names: string[]): ShownRecord | undefined {
    return this.select(object, names, 'WHERE Id = :id', { id })[0];
  }

  /** Several records; `rest` is everything after FROM. */
  select(object: ObjectInfo, names: string[], rest: string, binds: Record<string, unknown> = {}): ShownRecord[] {
    const fields = new Map<string, FieldInfo>();
    for (const name of [nameField(object), ...names]) {
      const field = this.readable(object, name);
      if (field) fields.set(field.name, field);
    }
    const wanted = [...fields.values()];
    try {
      const rows = this.query(`SELECT ${this.#columns(wanted).join(', ')} FROM ${object.name} ${rest}`, binds);
      return rows.map((row) => this.#show(row, wanted));
    } catch (error) {
      // An id of the wrong length or shape is "no such record" on a page.
      if (error instanceof QueryError && error.code === 'INVALID_QUERY_FILTER_OPERATOR') return [];
      throw error;
    }
  }
}
