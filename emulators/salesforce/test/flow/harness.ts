/** Flows in short: metadata made from a few words, and an org that runs them. */
import { field, object, TestOrg, xml } from '../data/harness.ts';
import type { OrgUser } from '../../src/security/access.ts';

type Value = string | number | boolean | null;

/** `{!x}` is a reference, all else a literal. */
export function value(given: Value, tag = 'value'): string {
  if (given === null) return '';
  if (typeof given === 'number') return `<${tag}><numberValue>${given}</numberValue></${tag}>`;
  if (typeof given === 'boolean') return `<${tag}><booleanValue>${given}</booleanValue></${tag}>`;
  const reference = /^\{!([^}]+)\}$/.exec(given)?.[1];
  const [kind, text] = reference === undefined ? ['stringValue', given] : ['elementReference', reference];
  return `<${tag}><${kind}>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</${kind}></${tag}>`;
}

export const to = (name: string | undefined, tag = 'connector'): string =>
  name === undefined ? '' : `<${tag}><targetReference>${name}</targetReference></${tag}>`;

const named = (kind: string, name: string, content: string): string =>
  `<${kind}><name>${name}</name><label>${name}</label>${content}</${kind}>`;

export const variable = (name: string, type: string, more = ''): string =>
  named('variables', name, `<dataType>${type}</dataType><isInput>true</isInput><isOutput>true</isOutput>${more}`);

export const list = '<isCollection>true</isCollection>';
export const of = (name: string): string => `<objectType>${name}</objectType>`;

/** `Variable operator value` per line of the element. */
export const assign = (name: string, items: [string, string, Value][], next?: string): string =>
  named(
    'assignments',
    name,
    items
      .map(
        ([reference, operator, given]) =>
          `<assignmentItems><assignToReference>${reference}</assignToReference><operator>${operator}</operator>${value(given)}</assignmentItems>`,
      )
      .join('') + to(next),
  );

export const conditions = (items: [string, string, Value][], logic = 'and'): string =>
  `<conditionLogic>${logic}</conditionLogic>${items
    .map(
      ([left, operator, right]) =>
        `<conditions><leftValueReference>${left}</leftValueReference><operator>${operator}</operator>${value(right, 'rightValue')}</conditions>`,
    )
    .join('')}`;

export const decide = (name: string, rules: [string, string, string | undefined][], otherwise?: string): string =>
  named(
    'decisions',
    name,
    rules.map(([rule, content, next]) => named('rules', rule, content + to(next))).join('') +
      to(otherwise, 'defaultConnector'),
  );

export const filters = (items: [string, string, Value][], logic = 'and'): string =>
  `<filterLogic>${logic}</filterLogic>${items
    .map(
      ([field_, operator, given]) =>
        `<filters><field>${field_}</field><operator>${operator}</operator>${value(given)}</filters>`,
    )
    .join('')}`;

export const fields = (items: [string, Value][]): string =>
  items.map(([name, given]) => `<inputAssignments><field>${name}</field>${value(given)}</inputAssignments>`).join('');

export const element = named;

export const start = (next: string | undefined, content = ''): string => `<start>${to(next)}${content}</start>`;

export const onRecord = (
  next: string | undefined,
  object_: string,
  when: 'BeforeSave' | 'AfterSave' | 'BeforeDelete',
  type: string,
  more = '',
): string =>
  start(
    next,
    `<object>${object_}</object><recordTriggerType>${type}</recordTriggerType><triggerType>Record${when}</triggerType>${more}`,
  );

export const flow = (name: string, content: string, status = 'Active'): [string, string] => [
  `flows/${name}.flow-meta.xml`,
  xml(
    'Flow',
    `<apiVersion>66.0</apiVersion><label>${name.replaceAll('_', ' ')}</label><processType>AutoLaunchedFlow</processType><status>${status}</status>${content}`,
  ),
];

/** An object with a field of each kind that the tests use. */
export const TASKS: [string, string][] = [
  object('Job__c'),
  field('Job__c', 'Amount__c', '<type>Number</type><precision>10</precision><scale>2</scale>'),
  field('Job__c', 'Note__c', '<type>Text</type><length>255</length>'),
  field('Job__c', 'Done__c', '<type>Checkbox</type><defaultValue>false</defaultValue>'),
  field('Job__c', 'Due__c', '<type>Date</type>'),
  field(
    'Job__c',
    'Parent__c',
    '<type>Lookup</type><referenceTo>Job__c</referenceTo><relationshipName>Jobs</relationshipName>',
  ),
];

export class FlowOrg extends TestOrg {
  constructor(source: [string, string][]) {
    super([...TASKS, ...source]);
  }

  /** Runs anonymous Apex. @returns its debug lines, or `!message` */
  apex(code: string, user: OrgUser = this.org.security.admin()): string[] {
    return this.org.transaction({ user, kind: 'sync' }, (transaction) => {
      const result = this.org.apex.executeAnonymous(code, transaction);
      if (!result.compiled) throw new Error(String(result.compileProblem));
      const lines = result.debugLog.split('\n').flatMap((line) => /\|DEBUG\|(.*)$/.exec(line)?.[1] ?? []);
      return result.success ? lines : [...lines, `!${result.exceptionMessage}`];
    });
  }
}

/** Apex that starts a flow as `f`. */
export const run = (name: string, inputs = ''): string =>
  `Flow.Interview f = Flow.Interview.createInterview('${name}', new Map<String, Object>{${inputs}}); f.start();`;

/** Apex that prints variables of `f`. */
export const show = (...names: string[]): string =>
  names.map((name) => `System.debug(f.getVariableValue('${name}'));`).join('\n');
