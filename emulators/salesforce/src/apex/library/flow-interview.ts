/** Flow.Interview: flows that Apex starts. */
import type { FlowInterview } from '../../org/services.ts';
import { current } from '../../transaction/transaction.ts';
import { currentSharing } from '../runtime/access-mode.ts';
import { apexError } from '../runtime/exceptions.ts';
import type { ApexMap } from '../runtime/map.ts';
import { topFrame } from '../runtime/stack.ts';
import { definePlatformType } from './define.ts';
import { argument } from './support.ts';

/** From this API version on, of the flow or of the class, a flow enforces the sharing of the class that starts it. */
const SHARING_VERSION = 62;

class Interview {
  readonly $type = 'Flow.Interview';
  readonly name: string;
  readonly interview: FlowInterview;
  constructor(name: string, interview: FlowInterview) {
    this.name = name;
    this.interview = interview;
  }

  /** An active flow runs for everybody, other versions only for those who may manage flows. */
  start(): void {
    const { org, user } = current();
    const isActive = org.flows.status(this.name) === 'Active';
    if (!isActive && !org.security.rights(user).hasPermission('ManageInteraction')) {
      throw apexError('System.FlowException', this.name.toLowerCase());
    }
    const failure = this.interview.start();
    if (failure) throw apexError('System.FlowException', failure.message);
  }
}

function create(name: string, inputs: ApexMap | null): Interview {
  const isShared = currentSharing();
  const apexVersion = topFrame()?.apiVersion ?? 0;
  const found = current().org.flows.interview(
    argument(name),
    (flowVersion) => isShared && Math.max(flowVersion, apexVersion) >= SHARING_VERSION,
  );
  if (!found) throw apexError('System.TypeException', `Invalid type: Flow.Interview.${name}`);
  for (const { key, value } of inputs?.entries() ?? []) found.accept(String(key), value);
  return new Interview(name, found);
}

definePlatformType({
  name: 'Flow.Interview',
  statics: {
    'createInterview(String,Map<String,Object>)': create,
    'createInterview(String,String,Map<String,Object>)': (namespace: string | null, name: string, inputs: ApexMap) =>
      create(namespace ? `${namespace}__${name}` : name, inputs),
  },
  // `new Flow.Interview.X(inputs)`: the compiler puts the flow's name last.
  constructors: { '(Map<String,Object>)': (inputs: ApexMap, name: string) => create(name, inputs) },
  instance: {
    'start()': (flow: Interview) => flow.start(),
    'getVariableValue(String)': (flow: Interview, name: string) => flow.interview.output(argument(name)),
  },
});
