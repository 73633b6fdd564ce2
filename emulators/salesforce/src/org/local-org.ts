/** The org: all rooms wired together. */
import { Apex } from '../apex/apex-service.ts';
import { ApexTriggers } from '../apex/triggers.ts';
import { Dml } from '../dml/dml-service.ts';
import { EventBus } from '../events/bus.ts';
import type { FormulaContext, FormulaValue } from '../formula/context.ts';
import { Flows } from '../flow/flows.ts';
import { Formulas } from '../formula/formulas.ts';
import { type DeployOutcome, type DeployPlan, Metadata } from '../metadata/metadata.ts';
import { assignmentRules, duplicateRules, matchingRule, workflowRules } from '../metadata/rules.ts';
import type { Target } from '../metadata/target.ts';
import { traced } from '../logs/traced.ts';
import type { OrgSchema } from '../schema/org-schema.ts';
import { Security } from '../security/security-service.ts';
import { Sharing } from '../security/sharing.ts';
import { Data } from '../soql/data.ts';
import { Queries } from '../soql/query-service.ts';
import { Storage } from '../storage/storage.ts';
import { OrgTransaction } from '../transaction/org-transaction.ts';
import { current, isRunning, runIn, type Transaction } from '../transaction/transaction.ts';
import { recordChanges } from './changes.ts';
import type { DeployArchive } from './deploy-archive.ts';
import type { Journal } from './journal.ts';
import { seed } from './seed.ts';
import type { Org, TransactionOptions } from './services.ts';
import type { Shape } from './shape.ts';
import { standardSchema } from './standard-schema.ts';
import { addedTables, virtualTables } from './virtual-tables.ts';

export interface LocalOrgOptions {
  shape: Shape;
  now: () => number;
  switches: ReadonlySet<string>;
}

/** Tables of setup: visible in tests. */
const SETUP_TABLES = new Set(
  (
    'User Profile UserRole UserLicense Organization Group GroupMember QueueSobject PermissionSet PermissionSetAssignment ' +
    'PermissionSetGroup PermissionSetGroupComponent ObjectPermissions FieldPermissions SetupEntityAccess CustomPermission ' +
    'BusinessHours Holiday CurrencyType CustomNotificationType RecordType EmailTemplate BrandTemplate Document ListView NamedCredential Folder Period FiscalYearSettings'
  ).split(' '),
);

export class LocalOrg implements Org {
  readonly id: string;
  readonly schema: OrgSchema;
  readonly metadata: Metadata;
  readonly security: Security;
  readonly sharing: Sharing;
  readonly query: Queries;
  readonly dml: Dml;
  readonly triggers: ApexTriggers;
  readonly flows: Flows;
  readonly events: EventBus;
  readonly apex: Apex;
  readonly storage = new Storage();
  readonly data: Data;
  readonly shape: Shape;
  readonly switches: ReadonlySet<string>;
  /** Ms since epoch. */
  readonly now: () => number;
  journal: Journal | undefined;
  archive: DeployArchive | undefined;
  readonly #frames: OrgTransaction[] = [];
  /** Transactions and deployments under way. */
  #depth = 0;

  constructor({ shape, now, switches }: LocalOrgOptions) {
    this.shape = shape;
    this.now = now;
    this.switches = switches;
    this.schema = standardSchema(shape);
    this.security = new Security(this.storage, this.schema, switches);
    this.sharing = new Sharing(this.storage, this.schema, this.security, switches);
    const formulas = (): Formulas => this.#formulas;
    const granted = addedTables(() => ({ schema: this.schema, storage: this.storage, grants: this.security.grants }));
    this.data = new Data(this.storage, this.schema, virtualTables(this), granted, (field, row) =>
      formulas().fieldValue(field, row),
    );
    const target: Target = {
      schema: this.schema,
      storage: this.storage,
      security: this.security,
      formulas: undefined as unknown as Formulas,
      globalValues: new Map(),
      now,
      userId: () => this.security.ids.admin,
      grants: this.security.grants,
      areFieldsVisibleToAdministrators: shape.fieldsVisibleTo === 'administrators',
    };
    const seeded = seed(target, shape);
    this.id = seeded.orgId;
    Object.assign(this.security.ids, { admin: seeded.admin, automated: seeded.automated });
    this.#formulas = new Formulas({
      data: this.data,
      security: this.security,
      orgId: this.id,
      orgName: shape.name,
      user: () => (isRunning() ? current().user : this.security.admin()),
      now: () => (isRunning() ? current().now() : now()),
    });
    target.formulas = this.#formulas;
    this.query = new Queries(this.data, this.security, this.sharing, switches);
    this.metadata = new Metadata(target, () => this.apex);
    this.triggers = new ApexTriggers(() => this);
    this.flows = new Flows({ org: this, metadata: this.metadata, formulas: this.#formulas, data: this.data });
    this.events = new EventBus(this, { now });
    this.dml = new Dml({
      storage: this.storage,
      schema: this.schema,
      data: this.data,
      security: this.security,
      sharing: this.sharing,
      formulas: this.#formulas,
      switches,
      triggers: this.triggers,
      flows: this.flows,
      events: this.events,
      org: this,
      duplicateRules: (object) => duplicateRules(this.metadata, object),
      matchingRule: (object, name) => matchingRule(this.metadata, object, name),
      assignmentRules: (object) => assignmentRules(this.metadata, object),
      workflowRules: (object) => workflowRules(this.metadata, object),
      pendingActions: () => this.#frames.at(-1)?.afterCommitActions.length ?? 0,
      dropActions: (count) => this.#frames.at(-1)?.afterCommitActions.splice(count),
    });
    this.apex = new Apex(this);
    this.storage.commit();
  }

  readonly #formulas: Formulas;

  formulaContext(root: (path: string[]) => FormulaValue): FormulaContext {
    return this.#formulas.contextOver(root);
  }

  transaction<T>(options: TransactionOptions, action: (transaction: Transaction) => T): T {
    const isInsideTest = isRunning() && current().isTest;
    if (options.kind !== 'test' || options.seeAllData || isInsideTest) return this.#run(options, action);
    return this.storage.withHidden(
      (object) => this.#isData(object),
      (row, object) => object === 'Pricebook2' && row['IsStandard'] === true,
      () => this.#run(options, action),
    );
  }

  /** Records that a test without SeeAllData does not see: everything but setup. */
  #isData(name: string): boolean {
    const object = this.schema.object(name);
    if (object?.kind === 'custom' || object?.kind === 'customSetting' || object?.kind === 'share') return true;
    return object?.kind === 'standard' && !SETUP_TABLES.has(name);
  }

  #run<T>(options: TransactionOptions, action: (transaction: Transaction) => T): T {
    const transaction = new OrgTransaction(this, options, this.now);
    const mark = this.storage.mark();
    const isDiscarded = options.discard ?? false;
    let result: T;
    this.#frames.push(transaction);
    this.#depth++;
    try {
      result = traced(this, transaction, options.what ?? 'transaction', () =>
        runIn(transaction, () => action(transaction)),
      );
      if (isDiscarded) this.storage.rollback(mark);
      else this.#commit(mark, transaction);
    } catch (error) {
      this.storage.rollback(mark);
      throw error;
    } finally {
      this.#frames.pop();
      this.#depth--;
      if (this.#depth === 0) this.storage.commit();
    }
    if (!isDiscarded) for (const follow of transaction.afterCommitActions) follow();
    return result;
  }

  #commit(mark: number, transaction: OrgTransaction): void {
    const changes = this.storage.changes(mark);
    if (changes.length === 0) return;
    this.journal?.write(changes);
    if (transaction.isTest) return;
    const records = recordChanges(changes, this.schema);
    if (records.length > 0) runIn(transaction, () => this.events.captureChanges(records, transaction));
  }

  /**
   * Deploys components: all or nothing.
   * @param keep called when all is applied and can still be undone (tests of a deploy run here); false undoes it
   */
  deploy(plan: DeployPlan, keep?: (outcome: DeployOutcome) => boolean): DeployOutcome {
    this.#depth++;
    try {
      const before = this.metadata.version;
      const outcome = this.metadata.deploy(plan, keep);
      if (this.metadata.version !== before) this.archive?.add(plan);
      return outcome;
    } finally {
      this.#depth--;
      if (this.#depth === 0) this.storage.commit();
    }
  }
}
