/**
 * Exceptions of Apex.
 *
 * One JavaScript class stands for all platform exceptions (told apart by `typeName`); user exceptions are emitted classes that
 * extend it. LimitExceeded, NotEmulated and failed assertions pass every `catch` of Apex code.
 */
import { qualifiedName } from '../types/qualified-name.ts';
import type { ClassType } from '../types/type.ts';
import { LimitExceeded } from '../../transaction/limits.ts';
import { NotEmulated, QueryError } from '../../org/services.ts';
import { currentLine, stack, stackTrace } from './stack.ts';

/** One failed row of a DmlException. */
export interface DmlErrorRow {
  index: number;
  id: string | null;
  statusCode: string;
  message: string;
  /** API names. */
  fields: string[];
}

export class ApexException extends Error {
  /** Emitted subclasses have it on their prototype. */
  declare readonly $type: ClassType | undefined;
  /** Apex's message: may be null. */
  text: string | null;
  apexCause: ApexException | null = null;
  line = 0;
  trace = '';
  /** Rows of a DmlException or EmailException. */
  dmlErrors: DmlErrorRow[] = [];
  /** Inaccessible fields of a user-mode failure: object name to field names. */
  inaccessibleFields: Map<string, Set<string>> | undefined;
  readonly #typeName: string | undefined;

  /** @param typeName qualified name of a platform exception; omitted by emitted subclasses */
  constructor(typeName?: string, text: string | null = null, cause: ApexException | null = null) {
    super();
    this.#typeName = typeName;
    this.text = text;
    this.apexCause = cause;
    if (typeName !== undefined) this.capture();
  }

  /** Field initialisers of emitted subclasses. */
  $init(): this {
    return this;
  }

  /** `System.NullPointerException`, `MyException`, `Outer.MyException`. */
  get typeName(): string {
    return this.#typeName ?? (this.$type ? qualifiedName(this.$type) : 'System.Exception');
  }

  /** What `getMessage()` gives. */
  get apexMessage(): string {
    return this.text ?? 'Script-thrown exception';
  }

  /** For JavaScript's own reports. */
  override get message(): string {
    return `${this.typeName}: ${this.apexMessage}`;
  }

  /** Notes where it is thrown; the first throw counts. */
  capture(): void {
    if (this.trace !== '') return;
    this.line = currentLine();
    this.trace = stackTrace();
  }
}

/** Creates a platform exception: `apexError('System.StringException', 'Ending position out of bounds: 7')`. */
export function apexError(typeName: string, message: string | null, cause?: ApexException): ApexException {
  return new ApexException(typeName, message, cause ?? null);
}

export function nullPointer(): never {
  throw apexError('System.NullPointerException', 'Attempt to de-reference a null object');
}

/** The value, or NullPointerException. */
export function nn<T>(value: T | null): T {
  if (value === null || value === undefined) nullPointer();
  return value;
}

/** The value, or what the platform says of a null argument. */
export function argumentOf<T>(value: T | null): T {
  if (value === null) throw apexError('System.NullPointerException', 'Argument cannot be null.');
  return value;
}

export function typeException(message: string): ApexException {
  return apexError('System.TypeException', message);
}

/**
 * What an Apex `catch` gets to see of a JavaScript error. Rethrows what Apex cannot catch.
 */
export function caught(error: unknown): ApexException {
  if (error instanceof ApexException) {
    if (error.typeName === 'System.AssertException' || error.typeName === 'System.LimitException') throw error;
    return error;
  }
  if (error instanceof QueryError) return fromQueryError(error);
  if (error instanceof LimitExceeded || error instanceof NotEmulated) throw error;
  throw error;
}

export function fromQueryError(error: QueryError): ApexException {
  const exception = apexError('System.QueryException', error.message);
  exception.inaccessibleFields = error.inaccessible;
  return exception;
}

/** Uncaught errors as Apex would report them; errors of the emulator itself come back undefined. */
export function asApexException(error: unknown): ApexException | undefined {
  if (error instanceof ApexException) return error;
  if (error instanceof QueryError) return fromQueryError(error);
  if (error instanceof LimitExceeded) return limitException(error);
  return undefined;
}

function limitException(error: LimitExceeded): ApexException {
  const exception = apexError('System.LimitException', error.message);
  exception.trace = error.apexStack;
  return exception;
}

/** Called with the frame counted but not yet entered. */
export function stackOverflow(): never {
  stack.depth--;
  throw apexError('System.LimitException', 'Maximum stack depth reached: 1001');
}
