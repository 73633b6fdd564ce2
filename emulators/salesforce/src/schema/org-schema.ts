/** All objects of one org, by name and by key prefix. Deployments replace it as a whole or not at all (`copy`). */
import type { ChildRelationship, FieldInfo, ObjectInfo, Schema } from './model.ts';

export class OrgSchema implements Schema {
  #objects = new Map<string, ObjectInfo>();
  #prefixes = new Map<string, ObjectInfo>();
  #labels = new Map<string, string>();
  readonly #more: ((name: string, schema: OrgSchema) => ObjectInfo | undefined) | undefined;
  /** Key prefixes given to custom objects, by lower-case name: they survive a redeploy. */
  readonly prefixesGiven = new Map<string, string>();
  readonly #counters = new Map<string, number>();

  /** @param more makes objects that are there only once somebody names them */
  constructor(more?: (name: string, schema: OrgSchema) => ObjectInfo | undefined) {
    this.#more = more;
  }

  object(name: string): ObjectInfo | undefined {
    const key = name.toLowerCase();
    return this.#objects.get(key) ?? this.#more?.(key, this);
  }

  /** Whether the object is there already. */
  has(name: string): boolean {
    return this.#objects.has(name.toLowerCase());
  }

  objects(): Iterable<ObjectInfo> {
    return this.#objects.values();
  }

  objectByKeyPrefix(prefix: string): ObjectInfo | undefined {
    return this.#prefixes.get(prefix);
  }

  label(name: string): string | undefined {
    return this.#labels.get(name.toLowerCase());
  }

  setLabel(name: string, value: string): void {
    this.#labels.set(name.toLowerCase(), value);
  }

  add(object: ObjectInfo): void {
    this.#objects.set(object.name.toLowerCase(), object);
    if (!object.keyPrefix) return;
    // Views such as OpenActivity share the prefix of what they show: the object that can be created is the one meant.
    const other = this.#prefixes.get(object.keyPrefix);
    if (!other || (!other.isCreateable && object.isCreateable)) this.#prefixes.set(object.keyPrefix, object);
  }

  remove(name: string): void {
    const object = this.object(name);
    if (!object) return;
    this.#objects.delete(name.toLowerCase());
    if (object.keyPrefix && this.#prefixes.get(object.keyPrefix) === object) this.#prefixes.delete(object.keyPrefix);
    for (const other of this.#objects.values()) {
      other.childRelationships = other.childRelationships.filter(
        (child) => child.childObject.toLowerCase() !== name.toLowerCase(),
      );
    }
  }

  /**
   * The next key prefix of a family: `a` custom objects, `m` custom metadata types, `e` platform events, `z` shares and the like.
   * The same deployment order gives the same prefixes.
   */
  newPrefix(object: string, family: string): string {
    const key = object.toLowerCase();
    const given = this.prefixesGiven.get(key);
    if (given) return given;
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    for (;;) {
      const n = this.#counters.get(family) ?? 0;
      this.#counters.set(family, n + 1);
      const prefix = `${family}${digits[Math.floor(n / 62)]}${digits[n % 62]}`;
      if (this.#prefixes.has(prefix) || [...this.prefixesGiven.values()].includes(prefix)) continue;
      this.prefixesGiven.set(key, prefix);
      return prefix;
    }
  }

  /** Enters a lookup among the child relationships of its targets, in place of an older entry of the same field. */
  linkChild(field: FieldInfo, name: string | undefined): void {
    for (const target of field.referenceTo) {
      const parent = this.object(target);
      if (!parent) continue;
      const entry: ChildRelationship = {
        name,
        childObject: field.object.name,
        field: field.name,
        isCascadeDelete: field.isMasterDetail || field.deleteConstraint === 'Cascade',
        isRestrictedDelete: field.deleteConstraint === 'Restrict',
      };
      parent.childRelationships = parent.childRelationships.filter(
        (child) => child.childObject !== entry.childObject || child.field !== entry.field,
      );
      parent.childRelationships.push(entry);
    }
  }

  unlinkChild(field: FieldInfo): void {
    for (const object of this.#objects.values()) {
      object.childRelationships = object.childRelationships.filter(
        (child) => child.childObject !== field.object.name || child.field !== field.name,
      );
    }
  }

  /** A snapshot for `restore`: a failed deployment leaves no trace. */
  save(): SchemaState {
    return {
      objects: [...this.#objects.values()].map((object) => ({
        object,
        facts: { ...object },
        fields: new Map([...object.fields].map(([key, field]) => [key, { field, facts: { ...field } }])),
      })),
      labels: new Map(this.#labels),
    };
  }

  restore(state: SchemaState): void {
    this.#objects = new Map();
    this.#prefixes = new Map();
    this.#labels = new Map(state.labels);
    for (const { object, facts, fields } of state.objects) {
      Object.assign(object, facts);
      object.fields = new Map();
      for (const [key, saved] of fields) object.fields.set(key, Object.assign(saved.field, saved.facts));
      this.add(object);
    }
  }
}

export interface SchemaState {
  objects: {
    object: ObjectInfo;
    facts: Partial<ObjectInfo>;
    fields: Map<string, { field: FieldInfo; facts: Partial<FieldInfo> }>;
  }[];
  labels: Map<string, string>;
}
