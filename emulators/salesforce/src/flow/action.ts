/** Action elements: Apex methods with @InvocableMethod, one call for all interviews; e-mails. */
import { asApexException, caught } from '../apex/runtime/exceptions.ts';
import { type ActionValues, callInvocable, invocableOf, UnfitInput } from '../apex/invocable.ts';
import { programOf } from '../apex/runtime/program.ts';
import { isTrue, listOf, textOf } from '../metadata/xml.ts';
import { current } from '../transaction/transaction.ts';
import type { FlowElement } from './definition.ts';
import { FlowFault, notEmulated } from './fault.ts';
import type { Interview } from './interview.ts';
import { attempt } from './lookup.ts';
import { isMail, sendMail } from './mail.ts';
import { Outputs } from './outputs.ts';
import { literal } from './resource.ts';
import type { BulkOutcome, BulkRequest } from './step.ts';
import { copyValue } from './value.ts';

export function callActions(requests: BulkRequest[]): BulkOutcome[] {
  const { element, interview } = requests[0]!;
  const type = textOf(element.node['actionType']) ?? '';
  const name = textOf(element.node['actionName']) ?? '';
  if (type !== 'apex' && !isMail(type))
    throw notEmulated(interview.flow, `action ${type}${name && name !== type ? ` ${name}` : ''}`);
  const outcomes: BulkOutcome[] = [];
  const inputs = requests.map((request, index) => {
    let values: ActionValues = new Map();
    outcomes[index] = attempt(() => void (values = inputsOf(request.element, request.interview)));
    return values;
  });
  const good = requests.flatMap((_, index) => (outcomes[index] ? [] : [index]));
  if (isMail(type)) {
    for (const index of good) outcomes[index] = attempt(() => sendMail(type, name, inputs[index]!));
    return outcomes;
  }
  if (good.length === 0) return outcomes;
  const results = call(
    name,
    good.map((index) => inputs[index]!),
  );
  good.forEach((index, place) => {
    const request = requests[index]!;
    outcomes[index] = results instanceof FlowFault ? results : attempt(() => store(request, results[place]!));
  });
  return outcomes;
}

function inputsOf({ node }: FlowElement, interview: Interview): ActionValues {
  const values: ActionValues = new Map();
  for (const input of listOf(node['inputParameters'])) {
    const value = copyValue(literal(listOf(input['value'])[0], interview, true));
    values.set(textOf(input['name']) ?? '', value);
  }
  return values;
}

function call(className: string, requests: ActionValues[]): ActionValues[] | FlowFault {
  const program = programOf(current().org);
  // A packaged class is named with its namespace: `ns__Class`.
  const method = invocableOf(program, className) ?? invocableOf(program, className.replace('__', '.'));
  if (!method) return new FlowFault(`The Apex action ${className} doesn't exist.`);
  try {
    const results = callInvocable(program, method, requests);
    const text =
      'The number of results does not match the number of interviews that were executed in a single bulk execution request.';
    return results ?? new FlowFault(text);
  } catch (error) {
    if (error instanceof UnfitInput) return new FlowFault(error.message);
    if (!asApexException(error)) throw error;
    return new FlowFault(`An Apex error occurred: ${caught(error).message}`);
  }
}

function store({ element, interview }: BulkRequest, outputs: ActionValues): void {
  const { node, name } = element;
  const stored = new Outputs(outputs);
  if (isTrue(node['storeOutputAutomatically'])) interview.values.set(name.toLowerCase(), stored);
  for (const each of listOf(node['outputParameters'])) {
    interview.assign(textOf(each['assignToReference']) ?? '', stored.get(textOf(each['name']) ?? '') ?? null);
  }
}
