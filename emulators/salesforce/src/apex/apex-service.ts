/** The org's compiled Apex: compiling, Lightning calls, anonymous blocks, asynchronous jobs. */
import {
  ApexThrown,
  NotEmulated,
  type AnonymousResult,
  type ApexService,
  type ApexSource,
  type CompileError,
  type Org,
} from '../org/services.ts';
import { runIn, type Transaction } from '../transaction/transaction.ts';
import { fromJson, toJson } from './aura-values.ts';
import { type CheckedProgram, type CheckEnvironment, checkProgram } from './check/check.ts';
import { isKnownState, keepState } from './known-states.ts';
import { compileLeniently } from './lenient.ts';
import { methodName } from './emit/names.ts';
import { collectDebugLog } from './runtime/debug-log.ts';
import type { ApexException } from './runtime/exceptions.ts';
import { asApexException } from './runtime/exceptions.ts';
import { drainJobs } from './runtime/jobs.ts';
import { Linker } from './runtime/linker.ts';
import { programOf, setProgram, type Program } from './runtime/program.ts';
import { setEntrySharing } from './runtime/access-mode.ts';
import { stack } from './runtime/stack.ts';
import type { CompilationUnit } from './syntax/ast.ts';
import { parseUnit } from './syntax/parse.ts';
import { TypeRegistry } from './types/registry.ts';
import type { ClassType, MethodSymbol } from './types/type.ts';
import './library/index.ts';

export class Apex implements ApexService {
  readonly #org: Org;
  /** All sources of the org by kind and lower-cased name. */
  readonly #sources = new Map<string, ApexSource>();
  #linker: Linker | undefined;

  constructor(org: Org) {
    this.#org = org;
    this.#link([], new TypeRegistry(org.schema));
  }

  /**
   * Adds or replaces sources and compiles the whole org, since a change of one class may break another. With errors nothing
   * changes, unless it `isLenient`: then what does not compile is left out, bodies by themselves where that is enough.
   * @param state names all that the org has been made of, these sources included: what was right in it once is not checked again
   */
  compile(sources: ApexSource[], isLenient = false, state?: string): CompileError[] {
    const all = new Map(this.#sources);
    for (const source of sources) all.set(sourceKey(source), source);
    const isKnown = state !== undefined && isKnownState(state);
    const errors = isLenient && !isKnown ? this.#compileWhatCan(all) : this.#compileAll(all, isKnown);
    if (state !== undefined && !isKnown && errors.length === 0) keepState(state);
    return errors;
  }

  #compileWhatCan(all: Map<string, ApexSource>): CompileError[] {
    const { units, leftOut, registry, errors } = compileLeniently([...all.values()], this.#org.schema);
    this.#link(units, registry);
    programOf(this.#org).leftOut.push(...leftOut);
    this.#sources.clear();
    for (const [key, source] of all) this.#sources.set(key, source);
    return errors;
  }

  /** Removes classes and triggers; fails like `compile` when others need them. */
  remove(removed: { kind: ApexSource['kind']; name: string }[]): CompileError[] {
    const all = new Map(this.#sources);
    for (const each of removed) all.delete(sourceKey(each));
    return this.#compileAll(all);
  }

  /** Exactly these sources from now on: puts a failed deployment back. */
  reset(sources: ApexSource[]): CompileError[] {
    return this.#compileAll(new Map(sources.map((source) => [sourceKey(source), source])));
  }

  #compileAll(all: Map<string, ApexSource>, isKnown = false): CompileError[] {
    const units: CompilationUnit[] = [];
    const errors: CompileError[] = [];
    for (const source of all.values()) {
      const { unit, errors: found } = parseUnit(source.source, source.file, source.apiVersion, source.kind);
      if (unit)
        units.push(source.namespace === undefined ? unit : Object.assign(unit, { namespace: source.namespace }));
      else errors.push(...found.map((error) => ({ file: source.file, name: source.name, ...error })));
    }
    if (errors.length > 0) return errors;
    const checked = checkProgram(units, { ...this.#environment(), isKnown });
    if (checked.errors.length > 0) return checked.errors;
    this.#link(units, checked.registry, checked.bind);
    this.#sources.clear();
    for (const [key, source] of all) this.#sources.set(key, source);
    return [];
  }

  #environment(): CheckEnvironment {
    const { schema, metadata } = this.#org;
    return { schema, hasPage: (name) => metadata.component('ApexPage', name) !== undefined };
  }

  #link(units: CompilationUnit[], registry: TypeRegistry, bind?: CheckedProgram['bind']): void {
    const linker = new Linker(registry, bind);
    linker.link(units);
    this.#linker = linker;
    setProgram(this.#org, linker.program);
  }

  callAura(className: string, method: string, parameters: Record<string, unknown>, transaction: Transaction): unknown {
    const program = programOf(this.#org);
    const found = findAuraMethod(program, className, method);
    const values = found.parameterNames.map((name, index) =>
      fromJson(parameterNamed(parameters, name), found.parameters[index]!, program),
    );
    return runIn(transaction, () => {
      setEntrySharing('with');
      try {
        return toJson(program.classOf(found.owner)[methodName(found)]!(...values));
      } catch (error) {
        throw outward(error);
      }
    });
  }

  executeAnonymous(source: string, transaction: Transaction): AnonymousResult {
    const result: AnonymousResult = {
      compiled: false,
      compileProblem: null,
      line: -1,
      column: -1,
      success: false,
      exceptionMessage: null,
      exceptionStackTrace: null,
      debugLog: '',
    };
    const parsed = parseUnit(source, 'AnonymousBlock', ANONYMOUS_API_VERSION, 'anonymous');
    const program = programOf(this.#org);
    const problem = parsed.errors?.[0] ?? this.#checkAnonymous(parsed.unit!, program);
    if (problem) return { ...result, compileProblem: problem.message, line: problem.line, column: problem.column };
    const run = this.#linker!.linkAnonymous(parsed.unit!);
    result.compiled = true;
    const log = collectDebugLog(transaction);
    try {
      runIn(transaction, run);
      result.success = true;
    } catch (error) {
      const exception = asApexException(error);
      if (!exception) throw error;
      result.exceptionMessage = exception.message;
      result.exceptionStackTrace = exception.trace;
    } finally {
      stack.depth = 0;
    }
    result.debugLog = log.join('\n');
    return result;
  }

  #checkAnonymous(unit: CompilationUnit, program: Program): CompileError | undefined {
    return checkProgram([unit], { ...this.#environment(), registry: program.registry }).errors[0];
  }

  drainJobs(): void {
    drainJobs(this.#org);
  }
}

const ANONYMOUS_API_VERSION = 67;

function sourceKey({ kind, name, namespace }: Pick<ApexSource, 'kind' | 'name' | 'namespace'>): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}.`}${name}`.toLowerCase();
}

function findAuraMethod(program: Program, className: string, name: string): MethodSymbol {
  const type: ClassType | undefined = program.type(className);
  const method = type?.methods.find((each) => each.isStatic && each.name.toLowerCase() === name.toLowerCase());
  const annotations = method?.declaration?.modifiers.annotations ?? [];
  if (!method || !annotations.some((annotation) => annotation.name.toLowerCase() === 'auraenabled')) {
    const text = `Unable to find action '${name}' on the controller of ${className}`;
    throw new ApexThrown(text, 'System.AuraException', text, '');
  }
  return method;
}

function parameterNamed(parameters: Record<string, unknown>, name: string): unknown {
  const key = Object.keys(parameters).find((each) => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? null : parameters[key];
}

/** What leaves Apex: AuraHandledException shows its message, others their type too. */
function outward(error: unknown): unknown {
  if (error instanceof NotEmulated || error instanceof ApexThrown) return error;
  const exception: ApexException | undefined = asApexException(error);
  if (!exception) return error;
  const { typeName, apexMessage, trace } = exception;
  return new ApexThrown(apexMessage, typeName, apexMessage, trace, exception);
}
