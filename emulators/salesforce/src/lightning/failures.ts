/** What a browser component sees of a failed call. */
export interface FailureBody {
  message: string;
  exceptionType?: string;
  isUserDefinedException?: boolean;
  stackTrace?: string;
}

interface Thrown {
  message?: unknown;
  getMessage?: () => unknown;
  getTypeName?: () => unknown;
  getStackTraceString?: () => unknown;
  exception?: unknown;
  $type?: { name?: string };
}

/**
 * An exception that left an `@AuraEnabled` method, as Lightning words it: the message of an AuraHandledException as it is;
 * any other Apex exception with its type. Faults of the emulator itself keep their own message, by name.
 */
export function failureBody(error: unknown): FailureBody {
  let thrown = error as Thrown;
  if (thrown && typeof thrown === 'object' && thrown.exception && typeof thrown.exception === 'object')
    thrown = thrown.exception as Thrown;
  const message = String((typeof thrown?.getMessage === 'function' ? thrown.getMessage() : thrown?.message) ?? error);
  const type = typeof thrown?.getTypeName === 'function' ? String(thrown.getTypeName()) : thrown?.$type?.name;
  if (!type) return { message };
  const stackTrace = typeof thrown.getStackTraceString === 'function' ? String(thrown.getStackTraceString()) : '';
  return {
    message,
    exceptionType: type.includes('.') ? type : `System.${type}`,
    isUserDefinedException: false,
    stackTrace,
  };
}
