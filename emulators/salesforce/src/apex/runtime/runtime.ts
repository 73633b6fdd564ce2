/** All that emitted code reaches under the name `R`. */
import { NotEmulated } from '../../org/services.ts';
import { current } from '../../transaction/transaction.ts';
import * as calculation from './calculation.ts';
import * as collections from './collections.ts';
import { dispatch, ApexObject } from './object.ts';
import { withVariables } from './dynamic-binds.ts';
import { enumValueOf, enumValues } from './enums.ts';
import { equalIds, hashOf, identical, toApexString } from './equality.ts';
import { ApexException, argumentOf, caught, nn, stackOverflow } from './exceptions.ts';
import { cast, isInstance } from './instances.ts';
import * as numbers from './numbers.ts';
import * as queries from './queries.ts';
import * as records from './records.ts';
import { enqueueFuture } from './jobs.ts';
import { beginRunAs, endRunAs } from './run-as.ts';
import * as saves from './saves.ts';
import * as tokens from './tokens.ts';
import { chargeCpu } from './stack.ts';
import { triggerMember } from './trigger-context.ts';

/** `throw x`: notes where. */
function thrown(exception: ApexException | null): ApexException {
  const error = nn(exception);
  error.capture();
  return error;
}

/** The constructors user exceptions inherit. */
function initException(exception: ApexException, text: string | null, cause: ApexException | null): void {
  exception.text = text;
  exception.apexCause = cause;
}

/** What a body throws that was left out for not compiling. */
function notCompiled(problem: string): NotEmulated {
  return new NotEmulated(`compiling ${problem}`);
}

/** An assignment to a platform property has the assigned value. */
function assigned(set: (...list: unknown[]) => void, parameters: unknown[]): unknown {
  set(...parameters);
  return parameters[parameters.length - 1];
}

/** What objects have that write no such method themselves, where an interface asks for it. */
const ofEveryObject = { tostring: toApexString, hashcode: hashOf, equals: identical };

export const runtime = {
  ...calculation,
  ...collections,
  ...numbers,
  ...queries,
  ...records,
  ...saves,
  ...tokens,
  ApexException,
  ApexObject,
  argumentOf,
  assigned,
  beginRunAs,
  cast,
  caught,
  chargeCpu,
  current,
  dispatch,
  endRunAs,
  enqueueFuture,
  enumValueOf,
  enumValues,
  equalId: equalIds,
  hash: hashOf,
  identical,
  initException,
  isInstance,
  notCompiled,
  ofEveryObject,
  stackOverflow,
  thrown,
  triggerMember,
  withVariables,
};
