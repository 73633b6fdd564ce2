/** System.Exception: methods of all exceptions, the platform's and the project's. Their constructors are linked generically. */
import { apexError, type ApexException, type DmlErrorRow } from '../runtime/exceptions.ts';
import { ApexMap } from '../runtime/map.ts';
import { ApexSet } from '../runtime/set.ts';
import { primitives } from '../types/registry.ts';
import { definePlatformType } from './define.ts';
import { platformEnum, registry, strings } from './support.ts';

function row(exception: ApexException, index: number): DmlErrorRow {
  const found = exception.dmlErrors[index];
  if (!found) throw apexError('System.ListException', `List index out of bounds: ${index}`);
  return found;
}

const rewritten = new WeakSet<ApexException>();

/** What an AuraHandledException is made with is for the browser; Apex sees only what `setMessage` gave it. */
function messageOf(exception: ApexException): string {
  if (exception.typeName === 'System.AuraHandledException' && !rewritten.has(exception))
    return 'Script-thrown exception';
  return exception.apexMessage;
}

/** Its own stack, then that of its cause. */
function wholeTrace({ trace, apexCause }: ApexException): string {
  return apexCause ? `${trace}\nCaused by\n${wholeTrace(apexCause)}` : trace;
}

definePlatformType({
  name: 'System.Exception',
  instance: {
    'getMessage()': messageOf,
    'setMessage(String)': (exception: ApexException, text: string | null) => {
      exception.text = text;
      rewritten.add(exception);
    },
    'getCause()': (exception: ApexException) => exception.apexCause,
    'initCause(Exception)': (exception: ApexException, cause: ApexException | null) => {
      exception.apexCause = cause;
    },
    'getTypeName()': (exception: ApexException) => exception.typeName,
    'getLineNumber()': (exception: ApexException) => exception.line,
    'getStackTraceString()': wholeTrace,
    'getNumDml()': (exception: ApexException) => exception.dmlErrors.length,
    'getDmlFieldNames(Integer)': (exception: ApexException, index: number) => strings(row(exception, index).fields),
    'getDmlId(Integer)': (exception: ApexException, index: number) => row(exception, index).id,
    'getDmlIndex(Integer)': (exception: ApexException, index: number) => row(exception, index).index,
    'getDmlMessage(Integer)': (exception: ApexException, index: number) => row(exception, index).message,
    'getDmlStatusCode(Integer)': (exception: ApexException, index: number) => row(exception, index).statusCode,
    'getDmlType(Integer)': (exception: ApexException, index: number) =>
      platformEnum('System.StatusCode', row(exception, index).statusCode) ?? null,
    'getInaccessibleFields()': (exception: ApexException) => {
      const entries = [...(exception.inaccessibleFields ?? [])].map(
        ([object, fields]) => [object, new ApexSet(primitives.String, fields)] as const,
      );
      return new ApexMap(primitives.String, registry().set(primitives.String), entries);
    },
  },
});
