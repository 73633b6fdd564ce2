/** Compiles and runs Apex without an org: schema of standard objects, no storage. */
import '../../src/apex/library/index.ts';
import { checkProgram } from '../../src/apex/check/check.ts';
import { methodName } from '../../src/apex/emit/names.ts';
import { Linker } from '../../src/apex/runtime/linker.ts';
import { setProgram, type Program } from '../../src/apex/runtime/program.ts';
import { parseUnit } from '../../src/apex/syntax/parse.ts';
import type { Org } from '../../src/org/services.ts';
import type { ObjectInfo, Schema } from '../../src/schema/model.ts';
import { standardObjects } from '../../src/schema/standard-objects.ts';
import { LimitCounters } from '../../src/transaction/limits.ts';
import { runIn, type Transaction } from '../../src/transaction/transaction.ts';

const objects = new Map<string, ObjectInfo>();
for (const object of standardObjects()) objects.set(object.name.toLowerCase(), object);

const schema: Schema = {
  object: (name) => objects.get(name.toLowerCase()),
  objects: () => objects.values(),
  objectByKeyPrefix: (prefix) => [...objects.values()].find((object) => object.keyPrefix === prefix),
  label: () => undefined,
};

export interface Compiled {
  program: Program;
  org: Org;
}

/** @throws with the compile errors' texts */
export function compile(...sources: string[]): Compiled {
  const units = sources.map((source, index) => {
    const { unit, errors } = parseUnit(
      source,
      `Unit${index}.cls`,
      66,
      /^\s*trigger\b/i.test(source) ? 'trigger' : 'class',
    );
    if (errors) throw new Error(errors.map(({ line, column, message }) => `${line}:${column} ${message}`).join('\n'));
    return unit;
  });
  const checked = checkProgram(units, { schema });
  if (checked.errors.length > 0) {
    throw new Error(checked.errors.map(({ line, column, message }) => `${line}:${column} ${message}`).join('\n'));
  }
  const linker = new Linker(checked.registry);
  linker.link(units);
  const org = { schema } as Org;
  setProgram(org, linker.program);
  return { program: linker.program, org };
}

export function newTransaction(org: Org, limits = new LimitCounters('sync')): Transaction {
  const user = { id: '005000000000001AAA', timeZone: 'UTC', locale: 'en_US', language: 'en_US' } as Transaction['user'];
  return {
    id: 'test',
    org,
    user,
    kind: 'sync',
    limits,
    statics: new Map(),
    isTest: false,
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
    afterCommit: () => undefined,
    slots: new Map(),
  };
}

/** Calls `Class.method`; the value is the runtime's. */
export function call(
  { program, org }: Compiled,
  path: string,
  parameters: unknown[] = [],
  transaction = newTransaction(org),
): unknown {
  const [className, name] = path.split('.') as [string, string];
  const method = program.type(className)!.methods.find((each) => each.name === name)!;
  return runIn(transaction, () => program.classOf(method.owner)[methodName(method)]!(...parameters));
}

/** The body of a static method `run` that returns `type`, and other members of its class. */
export function run(type: string, body: string, members = ''): unknown {
  const compiled = compile(`public class Main { public static ${type} run() { ${body} } ${members} }`);
  return call(compiled, 'Main.run');
}
