import { ApexThrown } from '../org/services.ts';

/** What a browser component sees of a failed call. */
export interface FailureBody {
  message: string;
  exceptionType?: string;
  isUserDefinedException?: boolean;
  stackTrace?: string;
}

/**
 * What left an `@AuraEnabled` method, as Lightning words it: an Apex exception with its type and stack trace (an
 * AuraHandledException keeps both to itself); faults of the emulator itself keep their own message, by name.
 */
export function failureBody(error: unknown): FailureBody {
  if (!(error instanceof ApexThrown)) return { message: error instanceof Error ? error.message : String(error) };
  const { typeName: exceptionType, apexStack: stackTrace } = error;
  const message = error.apexMessage ?? error.message;
  const isUserDefinedException = !exceptionType.startsWith('System.');
  return /(^|\.)AuraHandledException$/.test(exceptionType)
    ? { message, exceptionType: 'System.AuraHandledException', isUserDefinedException: false, stackTrace: '' }
    : { message, exceptionType, isUserDefinedException, stackTrace };
}
