/** Invocable.Action: Apex methods and flows as actions; standard actions are refused by name. */
import { NotEmulated } from '../../org/services.ts';
import { current } from '../../transaction/transaction.ts';
import { type ActionValues, callInvocable, invocableOf, UnfitInput } from '../invocable.ts';
import { apexError, asApexException, caught } from '../runtime/exceptions.ts';
import type { ApexList } from '../runtime/list.ts';
import { ApexMap } from '../runtime/map.ts';
import { programOf } from '../runtime/program.ts';
import { anyType, primitives } from '../types/registry.ts';
import { type Bean, defineBean } from './beans.ts';
import { definePlatformType } from './define.ts';
import { readPlatformJson } from './json/typed.ts';
import { untyped } from './json/untyped.ts';
import { argument, listOf, mapOf, platformClass } from './support.ts';

const parameters = (): ApexMap => new ApexMap(primitives.String, anyType);
const errorList = (items: Bean[]): ApexList => listOf(platformClass('Invocable.Action.Error'), items);

const makeError = defineBean('Invocable.Action.Error');
const makeResult = defineBean('Invocable.Action.Result', {
  initial: () => ({
    success: false,
    errors: errorList([]),
    outputParameters: parameters(),
    invocationParameters: parameters(),
  }),
});

readPlatformJson('Invocable.Action.Result', (fields) => {
  const result = makeResult();
  for (const [key, node] of fields) {
    if (key === 'errors' || node.kind === 'null') continue;
    result.set(key, untyped(node));
  }
  const errors = fields.get('errors');
  const items = errors?.kind === 'array' ? errors.items : [];
  const made = items.map((item) => {
    const parts = item.kind === 'object' ? item.fields : [];
    return makeError(Object.fromEntries(parts.map(([key, each]) => [key, untyped(each)])));
  });
  result.set('errors', errorList(made));
  return result;
});

class InvocableAction {
  readonly $type = 'Invocable.Action';
  readonly type: string;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly isStandard: boolean;
  invocations: ApexMap[] = [];

  constructor(type: string, namespace: string | null, name: string | null, isStandard: boolean) {
    this.type = type;
    this.namespace = namespace;
    this.name = name;
    this.isStandard = isStandard;
  }

  last(): ApexMap {
    let last = this.invocations.at(-1);
    if (!last) this.invocations.push((last = parameters()));
    return last;
  }

  /** All invocations at once. @throws NotEmulated for what is neither Apex nor a flow */
  invoke(): ApexList {
    const given = this.invocations.length > 0 ? this.invocations : [parameters()];
    const outcomes = /^apex$/i.test(this.type)
      ? invokeApex(this.name ?? '', given.map(valuesOf))
      : /^flow$/i.test(this.type)
        ? given.map((each) => invokeFlow(this.name ?? '', valuesOf(each)))
        : undefined;
    if (!outcomes) throw new NotEmulated(`invocable action ${`${this.type} ${this.name ?? ''}`.trim()}`);
    const results = given.map((each, index) => {
      const { outputs, error } = outcomes[index]!;
      return makeResult({
        action: this,
        success: error === undefined,
        invocationParameters: each,
        outputParameters: outputs ? mapOf(anyType, outputs) : parameters(),
        errors: errorList(error ? [makeError(error)] : []),
      });
    });
    return listOf(platformClass('Invocable.Action.Result'), results);
  }
}

interface Outcome {
  outputs?: ActionValues;
  error?: { code: string; message: string };
}

function valuesOf(given: ApexMap): ActionValues {
  return new Map([...given.entries()].map(({ key, value }) => [String(key), value]));
}

function invokeApex(name: string, requests: ActionValues[]): Outcome[] {
  const program = programOf(current().org);
  const method = invocableOf(program, name);
  if (!method) return requests.map(() => invalid(`The Apex action ${name} does not exist.`));
  try {
    const outputs = callInvocable(program, method, requests);
    if (outputs) return outputs.map((each) => ({ outputs: each }));
    return requests.map(() => invalid('The number of results does not match the number of invocations.'));
  } catch (error) {
    if (error instanceof UnfitInput) return requests.map(() => invalid((error as UnfitInput).message));
    if (!asApexException(error)) throw error;
    const message = `An Apex error occurred: ${caught(error).message}`;
    return requests.map(() => ({ error: { code: 'APEX_ERROR', message } }));
  }
}

function invokeFlow(name: string, inputs: ActionValues): Outcome {
  const { flows } = current().org;
  const interview = flows.status(name) === 'Active' ? flows.interview(name, () => false) : undefined;
  if (!interview) return invalid(`The flow ${name} does not exist or has no active version.`);
  for (const [key, value] of inputs) interview.accept(key, value);
  const failure = interview.start();
  if (failure) return { error: { code: 'UNKNOWN_EXCEPTION', message: failure.message } };
  return { outputs: new Map(interview.outputs().map((each) => [each, interview.output(each)])) };
}

function invalid(message: string): Outcome {
  return { error: { code: 'INVALID_ACTION', message } };
}

const custom = (type: string, namespace: string | null, name: string): InvocableAction =>
  new InvocableAction(argument(type), namespace, argument(name), false);

definePlatformType({
  name: 'Invocable.Action',
  statics: {
    'createCustomAction(String,String)': (type: string, name: string) => custom(type, null, name),
    'createCustomAction(String,String,String)': custom,
    createStandardAction: (type: string) => new InvocableAction(argument(type), null, null, true),
  },
  instance: {
    'getName()': (action: InvocableAction) => action.name,
    'getNamespace()': (action: InvocableAction) => action.namespace,
    'getType()': (action: InvocableAction) => action.type,
    'isStandard()': (action: InvocableAction) => action.isStandard,
    'addInvocation()': (action: InvocableAction) => {
      action.invocations.push(parameters());
      return action;
    },
    'clearInvocations()': (action: InvocableAction) => {
      action.invocations = [];
      return action;
    },
    setInvocationParameter: (action: InvocableAction, name: string, value: unknown) => {
      action.last().put(argument(name), value);
      return action;
    },
    setInvocations: (action: InvocableAction, given: ApexList) => {
      const maps = argument(given).items;
      if (!maps.every((each) => each instanceof ApexMap)) {
        throw apexError('System.NullPointerException', 'Argument cannot be null.');
      }
      action.invocations = maps;
      return action;
    },
    'invoke()': (action: InvocableAction) => action.invoke(),
  },
});
