/** The flows of an org: which run when, and interviews that others start. */
import type { Formulas } from '../formula/formulas.ts';
import type {
  FlowInterview,
  FlowMoment,
  FlowRecord,
  FlowService,
  MetadataComponent,
  MetadataService,
  Org,
} from '../org/services.ts';
import type { ObjectInfo } from '../schema/model.ts';
import type { RecordError, SObjectRecord } from '../schema/record.ts';
import type { Data } from '../soql/data.ts';
import { runBatch } from './batch.ts';
import { type FlowDefinition, readFlow } from './definition.ts';
import { listensTo, receive } from './event-trigger.ts';
import { UNHANDLED } from './fault.ts';
import { Interview } from './interview.ts';
import { inOrder, isTriggeredBy, runTriggered } from './record-trigger.ts';
import type { FlowRoom } from './room.ts';

export interface FlowsOptions {
  org: Org;
  metadata: MetadataService;
  formulas: Formulas;
  data: Data;
}

export class Flows implements FlowService {
  readonly #metadata: MetadataService;
  readonly #room: FlowRoom;
  readonly #read = new WeakMap<MetadataComponent, FlowDefinition>();

  constructor({ org, metadata, formulas, data }: FlowsOptions) {
    this.#metadata = metadata;
    this.#room = { org, formulas, data, activeFlow: (name) => this.#active(name) };
  }

  has(object: ObjectInfo, moment: FlowMoment, isCreated: boolean): boolean {
    return this.#triggered(object, moment, isCreated).length > 0;
  }

  run(object: ObjectInfo, moment: FlowMoment, isCreated: boolean, records: FlowRecord[]): RecordError[][] {
    const errors = records.map((): RecordError[] => []);
    for (const flow of inOrder(this.#triggered(object, moment, isCreated))) {
      // A record that one flow has refused is none of the next.
      const left = records.flatMap((_, index) => (errors[index]!.length === 0 ? [index] : []));
      const triggers = left.map((index) => {
        const { record, prior } = records[index]!;
        return { record, prior, isBeforeSave: moment === 'RecordBeforeSave' };
      });
      const found = runTriggered(flow, triggers, this.#room);
      left.forEach((index, place) => errors[index]!.push(...found[place]!));
    }
    return errors;
  }

  listens(object: ObjectInfo): boolean {
    return this.#all().some((flow) => listensTo(flow, object.name));
  }

  receive(object: ObjectInfo, events: SObjectRecord[]): void {
    for (const flow of this.#all()) if (listensTo(flow, object.name)) receive(flow, events, this.#room);
  }

  #triggered(object: ObjectInfo, moment: FlowMoment, isCreated: boolean): FlowDefinition[] {
    return this.#all().filter((flow) => isTriggeredBy(flow, object.name, moment, isCreated));
  }

  #all(): FlowDefinition[] {
    return [...this.#metadata.components('Flow')].map((component) => this.#definition(component));
  }

  #definition(component: MetadataComponent): FlowDefinition {
    let flow = this.#read.get(component);
    if (!flow) this.#read.set(component, (flow = readFlow(component)));
    return flow;
  }

  #active(name: string): FlowDefinition | undefined {
    const component = this.#metadata.component('Flow', name);
    const flow = component && this.#definition(component);
    return flow?.status === 'Active' ? flow : undefined;
  }

  status(name: string): string | undefined {
    const component = this.#metadata.component('Flow', name);
    return component && this.#definition(component).status;
  }

  interview(name: string, sharing: (apiVersion: number) => boolean): FlowInterview | undefined {
    const component = this.#metadata.component('Flow', name);
    if (!component) return undefined;
    const flow = this.#definition(component);
    const interview = new Interview(flow, this.#room, sharing(flow.apiVersion));
    return {
      accept: (variable, value) => interview.accept(variable, value),
      outputs: () => [...flow.variables.values()].filter((each) => each.isOutput).map((each) => each.name),
      output: (variable) => interview.output(variable) ?? null,
      start: () => {
        const [problem] = runBatch([interview]);
        return problem && { message: UNHANDLED, detail: problem.message };
      },
    };
  }
}
