/** Invocable.Action: results and errors are values like others; what an action does is emulated for none of them. */
import { NotEmulated } from '../../org/services.ts';
import { current } from '../../transaction/transaction.ts';
import { apexError } from '../runtime/exceptions.ts';
import type { ApexList } from '../runtime/list.ts';
import { ApexMap } from '../runtime/map.ts';
import { anyType, primitives } from '../types/registry.ts';
import { type Bean, defineBean } from './beans.ts';
import { definePlatformType } from './define.ts';
import { readPlatformJson } from './json/typed.ts';
import { untyped } from './json/untyped.ts';
import { argument, listOf, platformClass } from './support.ts';

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

  /** A flow that is not there fails each invocation; one that is there cannot run here. */
  invoke(): ApexList {
    const label = `${this.type} ${this.name ?? ''}`.trim();
    const isMissingFlow =
      /^flow$/i.test(this.type) && !current().org.metadata.component('Flow', String(this.name ?? ''));
    if (!isMissingFlow) throw new NotEmulated(`invocable action ${label}`);
    const message = `The flow ${this.name} does not exist or has no active version.`;
    const results = (this.invocations.length > 0 ? this.invocations : [parameters()]).map((given) =>
      makeResult({
        action: this,
        invocationParameters: given,
        errors: errorList([makeError({ code: 'INVALID_ACTION', message })]),
      }),
    );
    return listOf(platformClass('Invocable.Action.Result'), results);
  }
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
