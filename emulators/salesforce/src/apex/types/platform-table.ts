/**
 * The platform's signatures as text: the generated table with the hand-written overrides merged in, looked up without
 * regard to case. `platform-type.ts` turns a line into a ClassType when somebody asks for it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMember } from './signature.ts';

export interface TypeLine {
  form: 'class' | 'interface' | 'enum';
  /** Names of type parameters. */
  parameters?: string[];
  super?: string;
  interfaces?: string[];
  constants?: string[];
  /** `(Type name, …)` */
  constructors?: string[];
  /** `Type name(Type name, …)` */
  methods?: string[];
  statics?: string[];
  /** `Type name` */
  properties?: string[];
  staticProperties?: string[];
}

interface Override {
  remove?: string[];
  add?: Partial<TypeLine>;
}

export interface PlatformTable {
  /** Lower-cased qualified name → canonical name and line. */
  types: Map<string, { name: string; line: TypeLine }>;
  /** Lower-cased namespace → canonical. */
  namespaces: Map<string, string>;
}

const read = <T>(file: string): T => JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as T;
let loaded: PlatformTable | undefined;

/** The table; read once per process. */
export function platformTable(): PlatformTable {
  return (loaded ??= load());
}

/** The overrides by type name, as written. */
export function platformOverrides(): Record<string, Override> {
  return read<{ types: Record<string, Override> }>('platform-overrides.json').types;
}

/** The generated table alone. */
export function generatedTypes(): Record<string, TypeLine> {
  return read<{ types: Record<string, TypeLine> }>('platform-types.generated.json').types;
}

function load(): PlatformTable {
  const lines = new Map(Object.entries(generatedTypes()));
  for (const [name, override] of Object.entries(platformOverrides())) lines.set(name, merge(lines.get(name), override));
  const table: PlatformTable = { types: new Map(), namespaces: new Map() };
  for (const [name, line] of lines) {
    table.types.set(name.toLowerCase(), { name, line });
    const namespace = name.slice(0, name.indexOf('.'));
    table.namespaces.set(namespace.toLowerCase(), namespace);
  }
  return table;
}

const sections = [
  'constructors',
  'methods',
  'statics',
  'properties',
  'staticProperties',
  'constants',
  'interfaces',
] as const;

function merge(line: TypeLine | undefined, override: Override): TypeLine {
  const result: TypeLine = { form: 'class', ...line };
  const removed = new Set(override.remove?.map((key) => key.toLowerCase()));
  const parameters = override.add?.parameters ?? result.parameters ?? [];
  for (const section of sections) {
    const keep = (result[section] ?? []).filter(
      (text) => !text.includes('(') || !removed.has(parseMember(text, parameters).key.toLowerCase()),
    );
    const extra = override.add?.[section] ?? [];
    if (keep.length + extra.length > 0) result[section] = [...keep, ...extra];
  }
  if (override.add?.form) result.form = override.add.form;
  if (override.add?.super) result.super = override.add.super;
  if (override.add?.parameters) result.parameters = override.add.parameters;
  return result;
}
