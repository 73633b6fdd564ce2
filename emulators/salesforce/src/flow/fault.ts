/** What goes wrong in a flow, and how a save or an Apex caller hears of it. */
import { randomInt } from 'node:crypto';
import { NotEmulated } from '../org/services.ts';
import type { RecordError } from '../schema/record.ts';

/** An element failed: its fault path runs, or else the interview ends with it. */
export class FlowFault extends Error {
  /** Text of `{!$Flow.FaultMessage}`. */
  readonly detail: string;
  constructor(detail: string) {
    super(detail);
    this.detail = detail;
  }
}

/** A Custom Error element was reached: no fault path catches it. */
export class FlowCustomError extends Error {
  readonly errors: RecordError[];
  constructor(errors: RecordError[]) {
    super(errors.map((error) => error.message).join('; '));
    this.errors = errors;
  }
}

export function notEmulated(flow: { name: string }, what: string): NotEmulated {
  return new NotEmulated(`Flow ${flow.name}: ${what}`);
}

/** `X.Y` was read where nothing is. */
export function notSet(reference: string): FlowFault {
  return new FlowFault(`The flow failed to access the value for ${reference} because it hasn't been set or assigned.`);
}

/** @param action `update records`, `create records` */
export function recordFault(action: string, { statusCode, message }: RecordError): FlowFault {
  return new FlowFault(
    `This error occurred when the flow tried to ${action}: ${statusCode}: ${message}. You can look up ExceptionCode values in the SOAP API Developer Guide.`,
  );
}

/** What a flow that nobody's fault path caught makes of the save that started it. */
export function saveErrors(flow: { label: string }, problem: FlowFault | FlowCustomError): RecordError[] {
  if (problem instanceof FlowCustomError) return problem.errors;
  const errorId = `${randomInt(1e8, 2e9)}-${randomInt(1000, 999_999)} (${randomInt(1e8, 2e9)})`;
  const message = `We can't save this record because the “${flow.label}” process failed. Give your Salesforce admin these details. ${problem.detail} Error ID: ${errorId}`;
  return [{ statusCode: 'CANNOT_EXECUTE_FLOW_TRIGGER', message, fields: [] }];
}

/** The text of the FlowException an Apex caller gets: the details go to the administrator by mail. */
export const UNHANDLED =
  'An unhandled fault has occurred in this flow<br>An unhandled fault has occurred while processing the flow.  Please contact your system administrator for more information.';
