/** Rows as queries read them: stored tables, virtual tables, formula fields. */
import { fieldOf, type FieldInfo, type ObjectInfo, type Schema } from '../schema/model.ts';
import { compoundValue } from '../schema/compound.ts';
import type { Row } from '../storage/row.ts';
import type { Storage } from '../storage/storage.ts';

/** Rows that are computed when they are read: EntityDefinition, AsyncApexJob … by lower-case object name. */
export type VirtualTables = Map<string, () => Iterable<Row>>;

export class Data {
  readonly storage: Storage;
  readonly schema: Schema;
  readonly virtual: VirtualTables;
  /** Computed rows beside the stored ones. */
  readonly added: VirtualTables;
  /** Value of a formula field for a row. */
  readonly #formula: (field: FieldInfo, row: Row) => unknown;

  constructor(
    storage: Storage,
    schema: Schema,
    virtual: VirtualTables,
    added: VirtualTables,
    formula: (field: FieldInfo, row: Row) => unknown,
  ) {
    this.storage = storage;
    this.schema = schema;
    this.virtual = virtual;
    this.added = added;
    this.#formula = formula;
  }

  isVirtual(object: ObjectInfo): boolean {
    return this.virtual.has(object.name.toLowerCase());
  }

  /** Not all rows are in the table, so its indexes do not tell all. */
  isComputed(object: ObjectInfo): boolean {
    return this.isVirtual(object) || this.added.has(object.name.toLowerCase());
  }

  /** All rows, deleted ones included. */
  rows(object: ObjectInfo): Iterable<Row> {
    const computed = this.virtual.get(object.name.toLowerCase());
    if (computed) return computed();
    const stored = this.storage.table(object.name).rows.values();
    const added = this.added.get(object.name.toLowerCase());
    return added ? [...stored, ...added()] : stored;
  }

  row(object: ObjectInfo, id: string): Row | undefined {
    const key = object.name.toLowerCase();
    const computed = this.virtual.get(key) ?? this.added.get(key);
    const stored = this.virtual.has(key) ? undefined : this.storage.get(object.name, id);
    if (stored || !computed) return stored;
    // Metadata relationships point at entity and field definitions by their durable ids.
    for (const row of computed()) if (row.Id === id || row['DurableId'] === id) return row;
    return undefined;
  }

  /** The row an id points at, by its key prefix. */
  byId(id: string): { object: ObjectInfo; row: Row } | undefined {
    const object = this.schema.objectByKeyPrefix(id.slice(0, 3));
    const row = object && this.row(object, id);
    return object && row ? { object, row } : undefined;
  }

  /** A field's value; null when blank. Checkboxes are never null. */
  value(field: FieldInfo, row: Row): unknown {
    if (field.formula !== undefined) return this.#formula(field, row);
    const value = row[field.name];
    if (value !== undefined && value !== null) return value;
    if (field.type === 'boolean') return false;
    if (field.type === 'address' || field.type === 'location') {
      return compoundValue(field, (part) => this.value(part, row));
    }
    return null;
  }

  /** A record's name: Name, CaseNumber, Subject … */
  nameOf(object: ObjectInfo, row: Row): unknown {
    const name = fieldOf(object, 'Name') ?? [...object.fields.values()].find((field) => field.isNameField);
    return name ? this.value(name, row) : null;
  }
}
