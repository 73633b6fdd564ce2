/** What references and value elements stand for: constants, formulas, text templates, globals, literals. */
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { evaluate } from '../formula/evaluate.ts';
import { FormulaError } from '../formula/values.ts';
import { type Element, listOf, textOf } from '../metadata/xml.ts';
import { decimalOf } from '../schema/values.ts';
import { current } from '../transaction/transaction.ts';
import type { FlowVariable } from './definition.ts';
import { FlowFault, notEmulated } from './fault.ts';
import { flowFormula, isFormulaGlobal } from './formula.ts';
import type { Interview } from './interview.ts';
import { convert, textOfValue, toFlow } from './value.ts';

/** A `<value>` element: a literal, or a reference. @param isStrict see `Interview.read` */
export function literal(value: Element | undefined, interview: Interview, isStrict = false): unknown {
  const [kind] = Object.keys(value ?? {});
  if (!value || kind === undefined) return null;
  const text = textOf(value[kind]) ?? '';
  switch (kind) {
    case 'stringValue':
      return text.includes('{!') ? template(text, interview) : text;
    case 'numberValue':
      return text === '' ? null : (decimalOf(text) ?? null);
    case 'booleanValue':
      return text.trim() === 'true';
    case 'dateValue':
      return ApexDate.parse(text) ?? null;
    case 'dateTimeValue':
      return ApexDatetime.parse(text) ?? null;
    case 'elementReference':
      return interview.read(text, isStrict);
    default:
      throw notEmulated(interview.flow, kind);
  }
}

const REFERENCE = /\{!([^}]+)\}/g;

/** Text with its `{!…}` filled in. */
export function template(text: string, interview: Interview): string {
  return text.replace(REFERENCE, (_, path: string) => textOfValue(interview.read(path)));
}

/** A named resource that is no variable, or a global `$X.Y`. */
export function readResource(path: string, interview: Interview): unknown {
  if (path.startsWith('$')) return readGlobal(path, interview);
  const key = path.toLowerCase();
  const { flow } = interview;
  const resource = flow.resources.get(key);
  switch (resource?.kind) {
    case 'constants':
      return convert(literal(listOf(resource.node['value'])[0], interview), dataType(resource.node, path));
    case 'formulas':
      return formulaValue(resource.node, interview, path);
    case 'textTemplates':
      return template(textOf(resource.node['text']) ?? '', interview);
  }
  if (resource) throw notEmulated(flow, `${resource.kind} ${path}`);
  const element = flow.elements.get(key);
  // What an element would have put out when it had run.
  if (element) return element.kind === 'decisions' ? interview.visited.has(key) : null;
  if (isOutcome(path, interview)) return interview.visited.has(key);
  throw notEmulated(flow, `reference ${path}`);
}

/** Outcomes of decisions are true once they were taken. */
function isOutcome(name: string, { flow }: Interview): boolean {
  for (const { kind, node } of flow.elements.values()) {
    if (kind !== 'decisions') continue;
    if (listOf(node['rules']).some((rule) => textOf(rule['name'])?.toLowerCase() === name.toLowerCase())) return true;
  }
  return false;
}

function dataType(node: Element, name: string): Pick<FlowVariable, 'dataType' | 'scale' | 'name'> {
  const scale = textOf(node['scale']);
  return {
    name,
    dataType: textOf(node['dataType']) ?? 'String',
    scale: scale === undefined || scale === '' ? undefined : Number(scale),
  };
}

/** Formulas are calculated each time they are read. */
function formulaValue(node: Element, interview: Interview, name: string): unknown {
  const { text, context } = flowFormula(textOf(node['expression']) ?? '', interview);
  try {
    return convert(toFlow(evaluate(text, context)), dataType(node, name));
  } catch (error) {
    if (error instanceof FormulaError) throw new FlowFault(`The formula ${name} is invalid: ${error.message}`);
    throw error;
  }
}

function readGlobal(path: string, interview: Interview): unknown {
  const [head = '', member = ''] = path.split('.');
  const transaction = current();
  switch (head.toLowerCase()) {
    case '$flow':
      return flowValue(member, interview);
    case '$globalconstant':
      return { true: true, false: false, emptystring: '' }[member.toLowerCase()] ?? null;
    case '$api':
      if (member.toLowerCase() === 'session_id') return transaction.id;
      break;
    default:
      if (isFormulaGlobal(head)) {
        const { text, context } = flowFormula(`{!${path}}`, interview);
        return toFlow(evaluate(text, context));
      }
  }
  throw notEmulated(interview.flow, path);
}

function flowValue(member: string, { flow, faultMessage, trigger, guid }: Interview): unknown {
  const now = new ApexDatetime(Math.floor(current().now() / 1000) * 1000);
  switch (member.toLowerCase()) {
    case 'currentdate':
      return now.date();
    case 'currentdatetime':
    case 'interviewstarttime':
      return now;
    case 'interviewguid':
      return guid;
    case 'faultmessage':
      return faultMessage;
    case 'currentrecord':
      return trigger?.record.id ?? null;
    default:
      throw notEmulated(flow, `$Flow.${member}`);
  }
}
