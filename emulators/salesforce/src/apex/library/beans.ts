/**
 * Platform classes that only hold values (`Messaging.SingleEmailMessage`, `Database.LeadConvert` …): their members come from the
 * table of signatures: each property and each getX/isX/setX method reads or writes one slot.
 */
import { platformTable, type TypeLine } from '../types/platform-table.ts';
import { parseMember } from '../types/signature.ts';
import { databaseErrors, errorFromJson } from './database-error.ts';
import { definePlatformType, type Implementation, type PlatformType } from './define.ts';
import type { JsonNode } from './json/tree.ts';
import { readPlatformJson } from './json/typed.ts';
import { untyped } from './json/untyped.ts';

export class Bean {
  readonly $type: string;
  /** By lower-cased property name. */
  readonly slots = new Map<string, unknown>();
  private readonly names: Map<string, string>;

  constructor(type: string, names: Map<string, string>) {
    this.$type = type;
    this.names = names;
  }

  get(name: string): unknown {
    return this.slots.get(name.toLowerCase()) ?? null;
  }

  set(name: string, value: unknown): void {
    this.slots.set(name.toLowerCase(), value);
  }

  /** Names and values that were set, for JSON. */
  jsonFields(): [string, unknown][] {
    return [...this.slots].map(([key, value]) => [this.names.get(key) ?? key, value]);
  }
}

export interface BeanOptions {
  /** Values of a new object, by property. */
  initial?: () => Record<string, unknown>;
  /** Properties that a constructor's parameters fill, in order. */
  constructorFields?: string[];
  /** Members with behaviour of their own. */
  instance?: Record<string, Implementation>;
  statics?: Record<string, Implementation>;
  /** Members declared by these types too (super classes the bean stands for). */
  inherits?: string[];
}

/** @returns makes an object without running a constructor */
export function defineBean(name: string, options: BeanOptions = {}): (values?: Record<string, unknown>) => Bean {
  const lines = [name, ...(options.inherits ?? [])].map((each) => lineOf(each));
  const names = new Map<string, string>();
  const instance: Record<string, Implementation> = {};
  const properties: NonNullable<PlatformType['properties']> = {};
  for (const line of lines) {
    for (const text of line.properties ?? []) {
      const property = parseMember(text, []).name;
      names.set(property.toLowerCase(), property);
      properties[property] = {
        get: (bean: Bean) => bean.get(property),
        set: (bean: Bean, value: unknown) => bean.set(property, value),
      };
    }
    for (const text of line.methods ?? []) accessor(parseMember(text, line.parameters ?? []), names, instance);
  }
  const make = (values: Record<string, unknown> = {}): Bean => {
    const bean = new Bean(name, names);
    for (const [key, value] of Object.entries({ ...options.initial?.(), ...values })) bean.set(key, value);
    return bean;
  };
  definePlatformType({
    name,
    constructors: constructorsOf(lines[0]!, options.constructorFields ?? [], make),
    instance: { ...instance, ...options.instance },
    properties,
    ...(options.statics ? { statics: options.statics } : {}),
  });
  readPlatformJson(name, (fields) =>
    make(Object.fromEntries([...fields].map(([key, node]) => [key, slotOf(key, node)]))),
  );
  return make;
}

function slotOf(key: string, node: JsonNode): unknown {
  return key === 'errors' && node.kind === 'array' ? databaseErrors(node.items.map(errorFromJson)) : untyped(node);
}

function lineOf(name: string): TypeLine {
  const entry = platformTable().types.get(name.toLowerCase());
  if (!entry) throw new Error(`no platform type ${name}`);
  return entry.line;
}

function accessor(
  member: { name: string; parameters: unknown[]; key: string },
  names: Map<string, string>,
  instance: Record<string, Implementation>,
): void {
  const match = /^(get|is|set)([A-Z].*)$/.exec(member.name);
  if (!match) return;
  const property = match[2]!;
  if (!names.has(property.toLowerCase())) names.set(property.toLowerCase(), property);
  if (match[1] === 'set' && member.parameters.length === 1) {
    instance[member.key] = (bean: Bean, value: unknown) => bean.set(property, value);
  } else if (match[1] !== 'set' && member.parameters.length === 0) {
    instance[member.key] = (bean: Bean) => bean.get(property);
  }
}

function constructorsOf(
  line: TypeLine,
  fields: string[],
  make: (values?: Record<string, unknown>) => Bean,
): Record<string, Implementation> {
  const constructors: Record<string, Implementation> = {};
  for (const text of line.constructors ?? ['()']) {
    const { key, parameters } = parseMember(text, line.parameters ?? []);
    if (parameters.length > fields.length) continue;
    constructors[key] = (...values: unknown[]) =>
      make(Object.fromEntries(parameters.map((_parameter, index) => [fields[index]!, values[index]])));
  }
  return constructors;
}
