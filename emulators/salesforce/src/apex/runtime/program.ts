/** The linked classes and triggers of an org, as the runtime and the library look them up. */
import type { Org, TriggerOperation } from '../../org/services.ts';
import { codeNamespace } from '../../schema/code-namespace.ts';
import { userTypeKey, type TypeRegistry } from '../types/registry.ts';
import type { ClassType } from '../types/type.ts';
import { constructorName } from '../emit/names.ts';
import type { CoverageUnit } from './coverage-unit.ts';
import { apexError } from './exceptions.ts';

export interface LinkedTrigger {
  name: string;
  objectName: string;
  events: Set<string>;
  run(): void;
}

export interface LeftOut {
  name: string;
  methods: string[];
  problem: string;
}

type UserClass = (new () => Record<string, (...list: unknown[]) => unknown>) &
  Record<string, (...list: unknown[]) => unknown>;

/** One compiled state of an org's Apex. A new compilation makes a new one. */
export class Program {
  readonly registry: TypeRegistry;
  /** By lower-cased name: `foo`, `outer.inner`, of a managed package `acme.foo`. */
  readonly types = new Map<string, ClassType>();
  /** Those linked so far. */
  readonly classes = new Map<ClassType, UserClass>();
  readonly triggers: LinkedTrigger[] = [];
  readonly coverage: CoverageUnit[] = [];
  /** Test classes left out because they do not compile. */
  readonly leftOut: LeftOut[] = [];

  readonly #load: (type: ClassType) => void;

  /** @param load links a class that is not linked yet */
  constructor(registry: TypeRegistry, load: (type: ClassType) => void) {
    this.registry = registry;
    this.#load = load;
  }

  /** A class by name, ignoring case; code of a package finds its own without naming the namespace. */
  type(name: string): ClassType | undefined {
    const wanted = name.toLowerCase();
    const namespace = codeNamespace();
    const own = namespace === undefined ? undefined : this.types.get(userTypeKey(namespace, wanted));
    return own ?? this.types.get(wanted);
  }

  classOf(type: ClassType): UserClass {
    let found = this.classes.get(type);
    if (!found) {
      this.#load(type);
      found = this.classes.get(type);
    }
    if (!found) throw new Error(`class ${type.name} is not linked`);
    return found;
  }

  /** `new X()` as `Type.newInstance()` does it. @throws TypeException when there is no such constructor */
  instantiate(type: ClassType): unknown {
    const userClass = this.classOf(type);
    const object = new userClass();
    const constructor = object[constructorName(type, [])];
    if (!constructor || type.isAbstract) {
      throw apexError('System.TypeException', `Class ${type.name} must have a public no-arg constructor`);
    }
    object['$init']!();
    return constructor.call(object);
  }

  triggersFor(objectName: string, timing: 'before' | 'after', operation: TriggerOperation): LinkedTrigger[] {
    const event = `${timing} ${operation}`;
    return this.triggers.filter(
      (trigger) => trigger.objectName === objectName.toLowerCase() && trigger.events.has(event),
    );
  }
}

const programs = new WeakMap<Org, Program>();

export function setProgram(org: Org, program: Program): void {
  programs.set(org, program);
}

/** The org's compiled Apex. */
export function programOf(org: Org): Program {
  const program = programs.get(org);
  if (!program) throw new Error('the org has no compiled Apex');
  return program;
}
