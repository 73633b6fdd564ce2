/** Formulas of flows on the org's formula engine: `{!$Record.X}` is a field of the record, all else is asked of the interview. */
import type { FormulaContext, FormulaValue } from '../formula/context.ts';
import type { SObjectRecord } from '../schema/record.ts';
import type { Row } from '../storage/row.ts';
import type { Interview } from './interview.ts';

/** How a reference of a flow is spelled inside a formula. */
const PREFIX = '$Interview';

/** Globals that the formula engine knows itself. */
export function isFormulaGlobal(head: string): boolean {
  return /^\$(user|profile|userrole|organization|permission|label|system|custommetadata|setup)$/i.test(head);
}

export function flowFormula(expression: string, interview: Interview): { text: string; context: FormulaContext } {
  const text = expression.replace(/\{!([^}]+)\}/g, (_, reference: string) => spelled(reference.trim(), interview));
  // Globals may stand without braces.
  const bare = interview.trigger ? text.replace(/\$Record\.(?=\w)/gi, '') : text;
  return { text: bare, context: contextOf(interview) };
}

function spelled(reference: string, interview: Interview): string {
  const [head = '', ...rest] = reference.split('.');
  if (interview.trigger && interview.isRecord(head) && rest.length > 0)
    return rest.join('.').replace(/:\w+(?=\.)/g, '');
  return isFormulaGlobal(head) ? reference : `${PREFIX}.${reference}`;
}

function contextOf(interview: Interview): FormulaContext {
  const { room, trigger } = interview;
  const read = (parts: string[]): FormulaValue | undefined => {
    const [head = '', ...rest] = parts;
    if (isFormulaGlobal(head)) return undefined;
    return interview.read((head === PREFIX ? rest : parts).join('.')) as FormulaValue;
  };
  return {
    ...(trigger ? recordContext(interview) : room.org.formulaContext(() => null)),
    global: read,
    blankAsZero: false,
  };
}

/** The record's own context, in which ISCHANGED, ISNEW and PRIORVALUE work. */
function recordContext({ room, trigger }: Interview): FormulaContext {
  const { record, prior } = trigger!;
  return room.formulas.context(record.object, rowOf(record), prior ? rowOf(prior) : undefined, prior === null);
}

function rowOf(record: SObjectRecord): Row {
  return Object.fromEntries(record.values) as unknown as Row;
}
