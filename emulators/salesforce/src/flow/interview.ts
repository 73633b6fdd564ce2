/** One run of a flow for one caller or record: its variables, what its elements put out, where it has been. */
import { randomUUID } from 'node:crypto';
import { ApexList } from '../apex/runtime/list.ts';
import { instanceFields, isUserObject, readField, writeField } from '../apex/runtime/object.ts';
import { programOf } from '../apex/runtime/program.ts';
import type { ClassType } from '../apex/types/type.ts';
import { fieldValue } from '../formula/names.ts';
import { FormulaError } from '../formula/values.ts';
import { fieldOf } from '../schema/model.ts';
import { SObjectRecord } from '../schema/record.ts';
import { BadValue, coerce } from '../schema/values.ts';
import { toApex } from '../apex/invocable.ts';
import type { FlowDefinition, FlowVariable } from './definition.ts';
import { FlowFault, notEmulated, notSet } from './fault.ts';
import { Outputs } from './outputs.ts';
import { literal, readResource } from './resource.ts';
import type { FlowRoom } from './room.ts';
import { convert, copyValue, elementTypeOf, itemsOf, toFlow } from './value.ts';

/** The record a flow was started for. */
export interface Trigger {
  record: SObjectRecord;
  /** As it was before the save; null for a new record. */
  prior: SObjectRecord | null;
  /** Before-save flows change the record in hand, others save it. */
  isBeforeSave: boolean;
}

export interface LoopState {
  items: unknown[];
  index: number;
}

export class Interview {
  readonly guid = randomUUID();
  readonly flow: FlowDefinition;
  readonly room: FlowRoom;
  readonly trigger: Trigger | undefined;
  /** Record sharing is enforced for its queries and saves. */
  readonly sharing: boolean;
  /** By lower-case name: variables, and what elements stored under their own. */
  readonly values = new Map<string, unknown>();
  readonly loops = new Map<string, LoopState>();
  /** Lower-case names of elements and decision outcomes. */
  readonly visited = new Set<string>();
  readonly failed = new Set<string>();
  faultMessage: string | null = null;

  constructor(flow: FlowDefinition, room: FlowRoom, sharing: boolean, trigger?: Trigger) {
    this.flow = flow;
    this.room = room;
    const isDefault = flow.runInMode === undefined || flow.runInMode === 'DefaultMode';
    this.sharing = flow.runInMode === 'SystemModeWithSharing' || (sharing && isDefault);
    this.trigger = trigger;
    for (const [key, variable] of flow.variables) this.values.set(key, this.#initial(variable));
  }

  #initial(variable: FlowVariable): unknown {
    if (variable.isCollection) return new ApexList(elementTypeOf(variable));
    return variable.value ? convert(literal(variable.value, this), variable) : null;
  }

  /** The same with the record as it was before the save; undefined where there was none. */
  before(): Interview | undefined {
    const { trigger } = this;
    if (!trigger?.prior) return undefined;
    const before = new Interview(this.flow, this.room, this.sharing, {
      ...trigger,
      record: trigger.prior,
      prior: null,
    });
    for (const [name, value] of this.values) before.values.set(name, value);
    return before;
  }

  /** Sets an input variable; what the flow does not know or take is ignored, as on the platform. Case matters. */
  accept(name: string, value: unknown): void {
    const variable = this.flow.variables.get(name.toLowerCase());
    if (variable?.name === name && variable.isInput) this.#setVariable(variable, value);
  }

  /** An output variable's value; null for all others. */
  output(name: string): unknown {
    const variable = this.flow.variables.get(name.toLowerCase());
    return variable?.name === name && variable.isOutput ? this.values.get(name.toLowerCase()) : null;
  }

  /** What `{!path}` stands for. @param isStrict a field of what is not there is a fault, else it is null */
  read(path: string, isStrict = false): unknown {
    const [head = '', ...rest] = path.trim().split('.');
    const isGlobal = head.startsWith('$') && !/^\$record(__prior)?$/i.test(head);
    return isGlobal ? readResource(path, this) : this.#member(this.#head(head), rest, path, isStrict);
  }

  /** Whether a name means the record that the flow was started for. */
  isRecord(name: string): boolean {
    return name.toLowerCase() === this.flow.start.recordName.toLowerCase();
  }

  #head(name: string): unknown {
    const key = name.toLowerCase();
    if (this.isRecord(name)) return this.trigger?.record ?? null;
    if (key === this.flow.start.priorName.toLowerCase()) return this.trigger?.prior ?? null;
    const loop = this.loops.get(key);
    if (loop) return loop.items[loop.index] ?? null;
    if (this.values.has(key)) return this.values.get(key);
    return readResource(name, this);
  }

  #member(value: unknown, path: string[], whole: string, isStrict: boolean): unknown {
    if (value instanceof Outputs) return this.#output(value, path, whole, isStrict);
    if (path.length === 0) return value;
    if (value === null || value === undefined) {
      if (isStrict) throw notSet(whole);
      return null;
    }
    if (value instanceof SObjectRecord) return this.fieldOfRecord(value, path);
    if (isUserObject(value)) {
      const field = memberOf(value.$type, path[0]!);
      if (field) return this.#member(toFlow(readField(value, field)), path.slice(1), whole, isStrict);
    }
    throw notEmulated(this.flow, `reference ${whole}`);
  }

  #output(outputs: Outputs, path: string[], whole: string, isStrict: boolean): unknown {
    const [name = ''] = path;
    const isNamed = path.length > 0 && outputs.has(name);
    return this.#member(
      toFlow(isNamed ? outputs.get(name) : outputs.whole()),
      path.slice(isNamed ? 1 : 0),
      whole,
      isStrict,
    );
  }

  /** A field, or one of a parent: of the record in hand where it brought it along, else of the stored one. */
  fieldOfRecord(record: SObjectRecord, path: string[]): unknown {
    const [first = '', ...rest] = path;
    if (rest.length === 0) {
      const field = fieldOf(record.object, first);
      if (field && record.values.has(field.name)) return toFlow(record.values.get(field.name));
    }
    const { formulas } = this.room;
    const context = formulas.context(record.object, Object.fromEntries(record.values));
    context.blankAsZero = false;
    try {
      // `Owner:User` says which object a lookup to several is expected to point at.
      const steps = path.map((step) => step.replace(/:\w+$/, ''));
      return toFlow(fieldValue(steps, context));
    } catch (error) {
      if (error instanceof FormulaError) throw new FlowFault(error.message);
      throw error;
    }
  }

  /** Sets a variable, a field of a record, or a member of an Apex object. Variables get a copy of their own. */
  assign(path: string, value: unknown): void {
    const [head = '', ...rest] = path.trim().split('.');
    if (rest.length === 0) return this.#assignWhole(head, value);
    let holder = this.#head(head) ?? this.#create(head);
    for (const name of rest.slice(0, -1)) holder = this.#member(holder, [name], path, true);
    const last = rest.at(-1)!;
    if (holder instanceof SObjectRecord) return this.setField(holder, last, value);
    if (!isUserObject(holder)) throw notSet(path);
    const field = memberOf(holder.$type, last);
    if (!field) throw new FlowFault(`The flow couldn't find ${path}.`);
    writeField(holder, field, toApex(value, field.type, programOf(this.room.org)));
  }

  setField(record: SObjectRecord, name: string, value: unknown): void {
    const field = fieldOf(record.object, name);
    if (!field) throw new FlowFault(`The ${name} field doesn't exist on ${record.object.name}.`);
    try {
      record.values.set(field.name, coerce(field, value));
      record.touched.add(field.name);
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      throw new FlowFault(`${error.statusCode}: ${error.message}`);
    }
  }

  #assignWhole(name: string, value: unknown): void {
    const key = name.toLowerCase();
    if (key === '$flow') throw notEmulated(this.flow, `assignment to ${name}`);
    if (this.isRecord(name) && this.trigger && value instanceof SObjectRecord) {
      for (const [field, each] of value.values) if (field !== 'Id') this.setField(this.trigger.record, field, each);
      return;
    }
    const variable = this.flow.variables.get(key);
    if (!variable) throw notEmulated(this.flow, `assignment to ${name}`);
    this.#setVariable(variable, value);
  }

  #setVariable(variable: FlowVariable, value: unknown): void {
    const key = variable.name.toLowerCase();
    if (variable.isCollection) {
      const items = itemsOf(value).map((item) => convert(copyValue(item), variable));
      this.values.set(key, new ApexList(elementTypeOf(variable), items));
    } else this.values.set(key, convert(copyValue(value), variable));
  }

  /** A record or Apex variable that holds nothing yet comes into being with its first field. */
  #create(name: string): unknown {
    const variable = this.flow.variables.get(name.toLowerCase());
    const type = variable && !variable.isCollection ? elementTypeOf(variable) : undefined;
    if (!variable || !type) throw notSet(name);
    let made: unknown;
    if (type.kind === 'sobject' && type.object) made = new SObjectRecord(type.object);
    else if (type.kind === 'class') made = programOf(this.room.org).instantiate(type);
    else throw notSet(name);
    this.values.set(name.toLowerCase(), made);
    return made;
  }
}

function memberOf(type: ClassType, name: string): ReturnType<typeof instanceFields>[number] | undefined {
  return instanceFields(type).find((field) => field.name.toLowerCase() === name.toLowerCase());
}
