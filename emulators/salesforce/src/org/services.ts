/**
 * What the rooms of the emulator offer each other. One `Org` object holds them; `org/org.ts` builds it.
 *
 * All calls are synchronous and happen inside a running Transaction (`transaction/transaction.ts`).
 */
import type { FormulaContext, FormulaValue } from '../formula/context.ts';
import type { AccessLevel, OrgUser, Rights } from '../security/access.ts';
import type { RecordError, SObjectRecord } from '../schema/record.ts';
import type { ObjectInfo, Schema } from '../schema/model.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** Runs SOQL and SOSL. `soql/` implements it. */
export interface QueryService {
  /**
   * @param text  SOQL with `:name` binds
   * @param binds value per bind name (lower case): a scalar or an iterable of scalars (array, ApexList, ApexSet)
   * @throws QueryError with the platform's code and words
   */
  query(text: string, binds: Map<string, unknown>, options: QueryOptions): QueryResult;
  search(text: string, binds: Map<string, unknown>, options: QueryOptions): SObjectRecord[][];
}

export interface QueryOptions {
  access: AccessLevel;
  /** Enforce record sharing. */
  sharing: boolean;
  /** queryAll. */
  allRows?: boolean;
  /** False: does not count against limits (REST, emulator internals). */
  counts?: boolean;
  /** Tooling API objects (ApexClass, EntityDefinition …) are only there when asked for by Tooling or system queries. */
  tooling?: boolean;
}

export interface QueryResult {
  records: SObjectRecord[];
  /** COUNT() without a field: the number; `records` is empty then. */
  count: number | undefined;
  object: ObjectInfo;
  /** Canonical select list, in order, for `columns=true` and CSV. */
  columns: { name: string; isAggregate: boolean }[];
}

/** Saves records. `dml/` implements it. */
export interface DmlService {
  insert(records: SObjectRecord[], options: DmlOptions): SaveResult[];
  update(records: SObjectRecord[], options: DmlOptions): SaveResult[];
  /** @param externalId field to match on; undefined = Id */
  upsert(records: SObjectRecord[], externalId: string | undefined, options: DmlOptions): SaveResult[];
  delete(records: SObjectRecord[], options: DmlOptions): SaveResult[];
  undelete(records: SObjectRecord[], options: DmlOptions): SaveResult[];
  merge(master: SObjectRecord, losers: SObjectRecord[], options: DmlOptions): SaveResult[];
  /** Savepoints: cover storage and undo, not statics. */
  setSavepoint(): unknown;
  rollback(savepoint: unknown): void;
  releaseSavepoint(savepoint: unknown): void;
  /** How much has been written and not been rolled back: rises with every change. */
  written(): number;
  /**
   * Writes fields of a stored row past all rules, triggers and limits, read-only ones too: `Test.setCreatedDate`, lead conversion.
   * False when there is no such row.
   */
  overwrite(object: ObjectInfo, id: string, values: Record<string, unknown>): boolean;
  /** Removes a deleted row for good: `Database.emptyRecycleBin`. False when it is not in the bin. */
  purge(object: ObjectInfo, id: string): boolean;
}

export interface DmlOptions {
  access: AccessLevel;
  sharing: boolean;
  /** True: one bad row fails the statement (rolled back, `DmlFailure` thrown by the caller from the results). */
  allOrNone: boolean;
  /** DuplicateRuleHeader.AllowSave. */
  allowDuplicates?: boolean;
  /** AssignmentRuleHeader. */
  assignmentRuleId?: string;
  useDefaultAssignmentRule?: boolean;
  /** AllowFieldTruncation. */
  truncate?: boolean;
  /** How often one record may occur in an update; undefined = as in Apex. */
  maxRepeats?: number;
  /** `com/salesforce/api/rest/67.0;client=…`; empty for Apex. */
  changeOrigin?: string;
  counts?: boolean;
}

export interface SaveResult {
  id: string | null;
  isSuccess: boolean;
  isCreated: boolean;
  errors: RecordError[];
}

/** Runs the triggers of an object. `apex/` implements it, `dml/` and `events/` call it. */
export interface TriggerService {
  has(object: ObjectInfo, timing: 'before' | 'after', operation: TriggerOperation): boolean;
  /**
   * Runs all triggers of that moment, in name order. Records of `newRecords` may be changed in `before` triggers.
   * Errors added to records stay on `record.errors`. An uncaught Apex exception is thrown as ApexThrown.
   */
  run(
    object: ObjectInfo,
    timing: 'before' | 'after',
    operation: TriggerOperation,
    newRecords: SObjectRecord[] | undefined,
    oldRecords: SObjectRecord[] | undefined,
  ): void;
}

/** Runs flows. `flow/` implements it. */
export interface FlowService {
  /** Whether an object has record-triggered flows of that moment. @param isCreated of saves: whether the records are new */
  has(object: ObjectInfo, moment: FlowMoment, isCreated: boolean): boolean;
  /** Runs them in their order. Those before the save change the records. @returns per record what keeps it from being saved */
  run(object: ObjectInfo, moment: FlowMoment, isCreated: boolean, records: FlowRecord[]): RecordError[][];
  /** Whether flows wait for a platform event. */
  listens(object: ObjectInfo): boolean;
  /** Runs those for a batch of events. A flow that fails fails alone. */
  receive(object: ObjectInfo, events: SObjectRecord[]): void;
  /** `Active`, `Draft` …; undefined when there is no such flow. */
  status(name: string): string | undefined;
  /** A run of a flow that Apex or REST starts. @param sharing whether record sharing is enforced for a flow of that API version */
  interview(name: string, sharing: (apiVersion: number) => boolean): FlowInterview | undefined;
}

export type FlowMoment = 'RecordBeforeSave' | 'RecordAfterSave' | 'RecordBeforeDelete';

export interface FlowRecord {
  record: SObjectRecord;
  /** As it was before the save; null for a new record. */
  prior: SObjectRecord | null;
}

export interface FlowInterview {
  accept(variable: string, value: unknown): void;
  /** @returns the fault that ended it */
  start(): FlowFailure | undefined;
  outputs(): string[];
  output(variable: string): unknown;
}

export interface FlowFailure {
  /** What the caller is told. */
  message: string;
  /** What the administrator is told. */
  detail: string;
}

export type TriggerOperation = 'insert' | 'update' | 'delete' | 'undelete';

/** Publishes and delivers platform events and change events. `events/` implements it (`new EventBus(org)`). */
export interface EventService {
  /**
   * From Apex or REST/DML: checks required fields; immediate or after commit by the definition. One result per event: on success
   * `errors[0]` is `OPERATION_ENQUEUED` with the EventUuid as its message. Counts against the transaction's limits.
   */
  publish(events: SObjectRecord[], options: PublishOptions): SaveResult[];
  /**
   * Called by DML with all changes of a transaction when it commits (in a test, which never commits: after each statement):
   * change data capture.
   */
  captureChanges(changes: RecordChange[], transaction: Transaction): void;
  /** The delivery that the running event trigger is part of; undefined elsewhere. `EventBus.TriggerContext` shows it. */
  delivery(): EventDelivery | undefined;
  /** `Test.getEventBus().deliver()` and `Test.stopTest()`: delivers what the running test has published so far. */
  deliverTest(): void;
  /** `Test.getEventBus().fail()`: what was published so far fails; failure callbacks run. */
  failTest(): void;
  /** `Test.enableChangeDataCapture()`. */
  enableTestChangeCapture(): void;
  /** Rows of `EventBusSubscriber`; inside a test those of the test's own bus. */
  subscribers(): EventSubscriber[];
}

export interface PublishOptions {
  /** Undefined: as the event's definition says. */
  afterCommit?: boolean;
  /** Publish callbacks of Apex: told once how the events of this call ended, in a transaction of its own. */
  onResult?: (outcome: 'success' | 'failure', eventUuids: string[]) => void;
  /** False: counts against no limit of the transaction. */
  counts?: boolean;
}

export interface EventDelivery {
  /** 0 at the first attempt. */
  retries: number;
  /** Message of the RetryableException before. */
  lastError: string | null;
  resumeCheckpoint: string | null;
  /** @throws Apex `EventBus.InvalidReplayIdException` for an id that is not in the batch or lies before the checkpoint */
  setResumeCheckpoint(replayId: string | null): void;
}

export interface EventSubscriber {
  /** Trigger name. */
  name: string;
  /** `Foo__e`, `AccountChangeEvent`. */
  topic: string;
  type: 'ApexTrigger';
  status: 'Running' | 'Suspended' | 'Error';
  /** Replay id of the last event it dealt with. */
  position: number;
  /** Replay id of the newest event of the topic. */
  tip: number;
  retries: number;
  lastError: string | null;
}

export interface RecordChange {
  type: 'CREATE' | 'UPDATE' | 'DELETE' | 'UNDELETE';
  object: ObjectInfo;
  id: string;
  /** All values after the change (DELETE: before it), canonical names. */
  values: Map<string, unknown>;
  changedFields: string[];
  changeOrigin: string;
}

export interface SecurityService {
  rights(user: OrgUser): Rights;
  user(id: string): OrgUser | undefined;
  userByName(username: string): OrgUser | undefined;
  automatedProcess(): OrgUser;
  admin(): OrgUser;
}

/** Deployed metadata that is not schema: custom metadata records are rows of their `__mdt` object in storage. */
export interface MetadataService {
  /** By type and full name, e.g. `ApexClass`, `Foo`: the source files as deployed. */
  component(type: string, fullName: string): MetadataComponent | undefined;
  components(type: string): Iterable<MetadataComponent>;
}

export interface MetadataComponent {
  type: string;
  fullName: string;
  /** Of the managed package it belongs to; its full name has it too. */
  namespace?: string;
  /** Path in metadata format (`classes/Foo.cls`) → content. */
  files: Map<string, Uint8Array>;
  /** The parsed -meta.xml or main XML, where it is XML. */
  definition: Record<string, unknown>;
  id: string;
  createdDate: number;
  lastModifiedDate: number;
}

/** Compiled Apex of the org. `apex/` implements it. */
export interface ApexService {
  /** Compiles all classes and triggers that changed; errors carry file, line, column and the platform's words. */
  compile(sources: ApexSource[], isLenient?: boolean, state?: string): CompileError[];
  /** Calls `Class.method` with JSON-like arguments, as Lightning does (@AuraEnabled); the result is JSON-like. */
  callAura(className: string, method: string, parameters: Record<string, unknown>, transaction: Transaction): unknown;
  executeAnonymous(source: string, transaction: Transaction): AnonymousResult;
  /** Runs queued asynchronous work (queueable, batch, future) until none is left. */
  drainJobs(): void;
}

export interface ApexSource {
  kind: 'class' | 'trigger';
  name: string;
  file: string;
  source: string;
  apiVersion: number;
  /** Of the managed package it belongs to. */
  namespace?: string;
}

export interface CompileError {
  file: string;
  name: string;
  line: number;
  column: number;
  message: string;
}

export interface AnonymousResult {
  compiled: boolean;
  compileProblem: string | null;
  line: number;
  column: number;
  success: boolean;
  exceptionMessage: string | null;
  exceptionStackTrace: string | null;
  debugLog: string;
}

export interface Org {
  /** 00D…, 18 characters. */
  readonly id: string;
  readonly schema: Schema;
  readonly metadata: MetadataService;
  readonly security: SecurityService;
  readonly query: QueryService;
  readonly dml: DmlService;
  readonly triggers: TriggerService;
  readonly flows: FlowService;
  readonly events: EventService;
  readonly apex: ApexService;
  /** For formulas over values in memory. */
  formulaContext(root: (path: string[]) => FormulaValue): FormulaContext;
  /** Begins a transaction, runs the action, commits; rolls back when it throws. */
  transaction<T>(options: TransactionOptions, action: (transaction: Transaction) => T): T;
}

export interface TransactionOptions {
  user: OrgUser;
  kind: Transaction['kind'];
  enforceLimits?: boolean;
  /** For logs: `POST /composite`, `FooTrigger (200 of Foo__e)`. */
  what?: string;
  /** Roll back at the end in any case (tests, dry runs). */
  discard?: boolean;
  isTest?: boolean;
  /** `@IsTest(SeeAllData=true)`: the test sees the org's records. */
  seeAllData?: boolean;
}

/** A SOQL error: `code` as in REST (`INVALID_FIELD`, `MALFORMED_QUERY`, `INVALID_TYPE`); Apex sees a QueryException with `message`. */
export class QueryError extends Error {
  readonly code: string;
  /** User mode: what the user may not read, object name to field names. */
  inaccessible: Map<string, Set<string>> | undefined;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * An Apex exception that nobody caught, as it leaves Apex: a trigger, an anonymous block, an @AuraEnabled method.
 * `message` is what the platform shows, e.g. for triggers `T: execution of BeforeInsert\n\ncaused by: System.X: …\n\nTrigger.T: line 1, column 1`.
 */
export class ApexThrown extends Error {
  /** `System.NullPointerException`, `MyException`. */
  readonly typeName: string;
  /** The exception's own message. */
  readonly apexMessage: string | null;
  /** Lines `Class.Foo.bar: line 12, column 1`. */
  readonly apexStack: string;
  constructor(message: string, typeName: string, apexMessage: string | null, apexStack: string, cause?: unknown) {
    super(message, { cause });
    this.typeName = typeName;
    this.apexMessage = apexMessage;
    this.apexStack = apexStack;
  }
}

/** Anything the platform has and the emulator lacks. Never caught silently. */
export class NotEmulated extends Error {
  readonly feature: string;
  constructor(feature: string) {
    super(`NotEmulated: ${feature}`);
    this.feature = feature;
  }
}
