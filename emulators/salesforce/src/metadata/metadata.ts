/** The metadata of an org: stored components, transactional deployment, removal. */
import {
  NotEmulated,
  type ApexService,
  type ApexSource,
  type CompileError,
  type MetadataComponent,
  type MetadataService,
} from '../org/services.ts';
import { splitName } from '../schema/custom-names.ts';
import { makeId } from '../storage/ids.ts';
import { ComponentStore } from './component-store.ts';
import { APPLIERS, checkMetadataLinks } from './appliers.ts';
import { checkFormula } from './check-formulas.ts';
import { type Component, type ComponentProblem, problemOf } from './component.ts';
import { finishSummary, Refusal } from './fields.ts';
import { syncChangeEvents } from './objects.ts';
import { removeComponent } from './removal.ts';
import type { Target } from './target.ts';
import { textOf } from './xml.ts';

export interface Member {
  type: string;
  fullName: string;
}

export interface DeployPlan {
  components: Component[];
  deleteBefore?: Member[];
  deleteAfter?: Member[];
  /** `rollbackOnError: false`: what is well stays, whatever else is wrong. */
  isPartial?: boolean;
  /** Of classes that do not compile only the bodies that are wrong are left out, where that is enough. */
  isLenient?: boolean;
  /** Names what the org consists of after it, see `StateName`; undefined: nobody knows. */
  state?: string;
}

export interface AppliedComponent {
  type: string;
  fullName: string;
  file: string;
  id: string;
  outcome: 'created' | 'changed' | 'unchanged' | 'deleted';
}

export interface DeployOutcome {
  applied: AppliedComponent[];
  problems: ComponentProblem[];
}

/** The compiler, as deployments need it. */
export interface Compiler extends ApexService {
  remove(removed: { kind: ApexSource['kind']; name: string }[]): CompileError[];
  /** Exactly these sources from now on. */
  reset(sources: ApexSource[]): CompileError[];
}

const decoder = new TextDecoder();

export class Metadata implements MetadataService {
  readonly #target: Target;
  readonly #apex: () => Compiler;
  readonly #components = new ComponentStore();
  #serial = 0;
  /** Rises with every deployment that changed something. */
  version = 0;

  constructor(target: Target, apex: () => Compiler) {
    this.#target = target;
    this.#apex = apex;
  }

  component(type: string, fullName: string): MetadataComponent | undefined {
    return this.#components.get(keyOf(type, fullName));
  }

  components(type: string): Iterable<MetadataComponent> {
    return this.#components.ofType(type);
  }

  all(): Iterable<MetadataComponent> {
    return this.#components.values();
  }

  /**
   * Applies a deployment: everything, or with a problem (or when `keep` says no) nothing.
   * @param keep called when all is applied and still can be undone: runs tests of a deploy
   */
  deploy(
    { components, deleteBefore = [], deleteAfter = [], isPartial = false, isLenient = false, state }: DeployPlan,
    keep: (outcome: DeployOutcome) => boolean = () => true,
  ): DeployOutcome {
    const { schema, storage, grants, globalValues, security } = this.#target;
    const before = {
      schema: schema.save(),
      mark: storage.mark(),
      grants: new Map(grants),
      globalValues: new Map([...globalValues].map(([name, values]) => [name, [...values]])),
      components: new Map(this.#components),
      sources: apexSources(this.#components.values()),
    };
    const outcome: DeployOutcome = { applied: [], problems: [] };
    this.#remove(deleteBefore, outcome);
    this.#apply(components, outcome);
    this.#remove(deleteAfter, outcome);
    const isCompiled =
      (isPartial || outcome.problems.length === 0) &&
      this.#compile(components, [...deleteBefore, ...deleteAfter], outcome, { isLenient, state });
    if (isPartial && !isLenient && !isCompiled) this.#leaveOut(components, before.components, outcome);
    security.forget();
    if (this.#target.areFieldsVisibleToAdministrators) security.grantCustomFieldsToAdministrators();
    if ((isPartial || outcome.problems.length === 0) && keep(outcome)) {
      this.version++;
      return outcome;
    }
    schema.restore(before.schema);
    storage.rollback(before.mark);
    grants.clear();
    for (const [id, own] of before.grants) grants.set(id, own);
    globalValues.clear();
    for (const [name, values] of before.globalValues) globalValues.set(name, values);
    this.#components.clear();
    for (const [key, component] of before.components) this.#components.set(key, component);
    security.forget();
    if (isCompiled) this.#apex().reset(before.sources);
    return outcome;
  }

  #apply(components: Component[], outcome: DeployOutcome): void {
    const attempt = (component: Component, action: () => void): void => {
      try {
        action();
      } catch (error) {
        if (!(error instanceof Refusal) && !(error instanceof NotEmulated)) throw error;
        outcome.problems.push(problemOf(component, error.message));
      }
    };
    const known = new Set(APPLIERS.map(([type]) => type));
    for (const [type, apply] of APPLIERS) {
      let own = components.filter((component) => component.type === type);
      if (type === 'CustomField') own = inOrder(own);
      for (const component of own) {
        attempt(component, () => {
          this.#checkNamespace(component);
          apply(component, this.#target);
          this.#store(component, outcome);
        });
      }
      if (type === 'CustomField') this.#finishFields(components, attempt);
    }
    for (const component of components) {
      if (!known.has(component.type)) attempt(component, () => this.#store(component, outcome));
    }
    this.#checkRules(components, attempt);
    for (const component of components) {
      if (component.type === 'CustomMetadata') attempt(component, () => checkMetadataLinks(component, this.#target));
    }
    syncChangeEvents(this.#target.schema);
  }

  /** What has a namespace comes with its package; the org itself can change it, but adds nothing to it. */
  #checkNamespace({ type, fullName, namespace }: Component): void {
    const own = splitName(fullName.split(/[.]/).at(-1)!).namespace;
    if (own === undefined || own === namespace || this.component(type, fullName)) return;
    if (![...this.#components.values()].some((each) => each.namespace === own)) return;
    throw new Refusal(
      `Cannot create a new component with the namespace: ${own}.  Only components in the same namespace as the organization can be created through the API`,
    );
  }

  /** Roll-ups and formulas may name fields of the same deployment. */
  #finishFields(components: Component[], attempt: (component: Component, action: () => void) => void): void {
    const { schema } = this.#target;
    for (const component of components.filter((each) => each.type === 'CustomField')) {
      const [objectName = '', name = ''] = component.fullName.split('.');
      const object = schema.object(objectName);
      const field = object?.fields.get(name.toLowerCase());
      if (!object || !field) continue;
      attempt(component, () => {
        if (field.summary) finishSummary(field, schema);
        for (const text of [field.formula, field.isCustom ? field.defaultValue : undefined]) {
          const problem = text === undefined ? undefined : checkFormula(text, object, schema);
          if (problem) throw new Refusal(problem);
        }
      });
    }
  }

  #checkRules(components: Component[], attempt: (component: Component, action: () => void) => void): void {
    for (const component of components.filter((each) => each.type === 'ValidationRule')) {
      const object = this.#target.schema.object(component.fullName.split('.')[0]!);
      const formula = textOf(component.definition['errorConditionFormula']) ?? '';
      attempt(component, () => {
        const problem = object && checkFormula(formula, object, this.#target.schema);
        if (problem) throw new Refusal(problem);
      });
    }
  }

  #store({ type, fullName, file, files, definition, namespace }: Component, outcome: DeployOutcome): void {
    const key = keyOf(type, fullName);
    const before = this.#components.get(key);
    const now = this.#target.now();
    const isSame =
      before !== undefined &&
      JSON.stringify(before.definition) === JSON.stringify(definition) &&
      sameFiles(before.files, files);
    const component: MetadataComponent = {
      type,
      fullName,
      files,
      definition,
      id: before?.id ?? makeId(PREFIXES[type] ?? '0Xx', ++this.#serial),
      createdDate: before?.createdDate ?? now,
      lastModifiedDate: isSame ? before.lastModifiedDate : now,
      ...(namespace === undefined ? {} : { namespace }),
    };
    this.#components.set(key, component);
    outcome.applied.push({
      type,
      fullName,
      file,
      id: component.id,
      outcome: before ? (isSame ? 'unchanged' : 'changed') : 'created',
    });
  }

  #remove(members: Member[], outcome: DeployOutcome): void {
    for (const { type, fullName } of members) {
      const component = this.component(type, fullName);
      if (!component) continue;
      try {
        removeComponent(component, this.#target);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        outcome.problems.push(problemOf({ type, fullName, file: 'destructiveChanges.xml' }, error.message));
        continue;
      }
      for (const part of [...this.#components.values()]) {
        const isPart = type === 'CustomObject' && part.fullName.startsWith(`${fullName}.`) && part.files.size === 0;
        if (isPart) this.#components.delete(keyOf(part.type, part.fullName));
      }
      this.#components.delete(keyOf(type, fullName));
      outcome.applied.push({ type, fullName, file: 'destructiveChanges.xml', id: component.id, outcome: 'deleted' });
    }
  }

  /** Puts back what was there of the code that does not compile, and of code that does not without it. */
  #leaveOut(components: Component[], before: Map<string, MetadataComponent>, outcome: DeployOutcome): void {
    const isWrong = (component: Component): boolean =>
      outcome.problems.some(({ type, fullName }) => type === component.type && fullName === component.fullName);
    for (const { type, fullName } of components.filter((each) => isApex(each) && isWrong(each))) {
      const key = keyOf(type, fullName);
      const former = before.get(key);
      if (former) this.#components.set(key, former);
      else this.#components.delete(key);
      outcome.applied = outcome.applied.filter((each) => each.type !== type || each.fullName !== fullName);
    }
    const left = components.filter((each) => isApex(each) && !isWrong(each));
    const known = outcome.problems.length;
    if (!this.#compile(left, [], outcome, { isLenient: false, state: undefined }) && outcome.problems.length > known)
      this.#leaveOut(left, before, outcome);
  }

  #compile(
    components: Component[],
    removed: Member[],
    outcome: DeployOutcome,
    { isLenient, state }: { isLenient: boolean; state: string | undefined },
  ): boolean {
    const apex = this.#apex();
    const gone = removed.filter(isApex).map(({ type, fullName }) => ({
      kind: type === 'ApexClass' ? ('class' as const) : ('trigger' as const),
      name: fullName,
    }));
    const errors = gone.length > 0 ? apex.remove(gone) : [];
    const sources = apexSources(components);
    // Classes that were there may depend on objects that changed.
    const touchesSchema = components.some((component) =>
      /^(CustomObject|CustomField|CustomLabels)$/.test(component.type),
    );
    if (sources.length > 0 || (touchesSchema && [...this.components('ApexClass')].length > 0))
      errors.push(...apex.compile(sources, isLenient, state));
    for (const { file, name, line, column, message } of errors) {
      const component = components.find((each) => isApex(each) && codeName(each).toLowerCase() === name.toLowerCase());
      const type = component?.type ?? (/\.trigger$/.test(file) ? 'ApexTrigger' : 'ApexClass');
      outcome.problems.push(
        problemOf(
          { type, fullName: component?.fullName ?? name, file: (component?.file ?? file).replace(/-meta\.xml$/, '') },
          message,
          line,
          column,
        ),
      );
    }
    return gone.length > 0 || errors.length === 0;
  }
}

const PREFIXES: Record<string, string> = {
  ApexClass: '01p',
  ApexTrigger: '01q',
  CustomObject: '01I',
  CustomField: '00N',
  StaticResource: '081',
  LightningComponentBundle: '0Rb',
  FlexiPage: '0M0',
  CustomApplication: '02u',
  Layout: '00h',
  ValidationRule: '03d',
  PlatformEventChannel: '0YL',
  PlatformEventChannelMember: '0v8',
  PlatformEventSubscriberConfig: '0Pe',
  CustomTab: '01r',
  PlatformCachePartition: '0Er',
};

function keyOf(type: string, fullName: string): string {
  return `${type}/${fullName.toLowerCase()}`;
}

function isApex({ type }: { type: string }): boolean {
  return type === 'ApexClass' || type === 'ApexTrigger';
}

/** The name in the code: packaged classes do not name their namespace. */
function codeName({ fullName, namespace }: Pick<Component, 'fullName' | 'namespace'>): string {
  return namespace === undefined ? fullName : splitName(fullName).name;
}

/** Lookups before what is built on them. */
function inOrder(fields: Component[]): Component[] {
  const rank = ({ definition }: Component): number => {
    const type = textOf(definition['type']);
    if (type === 'MasterDetail') return 0;
    return type === 'Lookup' ? 1 : definition['formula'] !== undefined || type === 'Summary' ? 3 : 2;
  };
  return [...fields].sort((a, b) => rank(a) - rank(b));
}

function sameFiles(a: Map<string, Uint8Array>, b: Map<string, Uint8Array>): boolean {
  if (a.size !== b.size) return false;
  for (const [path, content] of a) {
    const other = b.get(path);
    if (!other || Buffer.compare(content, other) !== 0) return false;
  }
  return true;
}

function apexSources(components: Iterable<Omit<Component, 'file'> & { file?: string }>): ApexSource[] {
  const sources: ApexSource[] = [];
  for (const component of components) {
    if (!isApex(component)) continue;
    const [, content] = [...component.files].find(([path]) => /\.(cls|trigger)$/.test(path)) ?? [];
    const kind = component.type === 'ApexClass' ? 'class' : 'trigger';
    sources.push({
      kind,
      ...(component.namespace === undefined ? {} : { namespace: component.namespace }),
      name: codeName(component),
      file:
        component.file?.replace(/-meta\.xml$/, '') ?? `${component.fullName}.${kind === 'class' ? 'cls' : 'trigger'}`,
      source: content ? decoder.decode(content) : '',
      apiVersion: Number(textOf(component.definition['apiVersion']) ?? 67),
    });
  }
  return sources;
}
