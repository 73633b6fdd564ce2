/** What the parts of DML share. */
import type { EventService, FlowService, Org, TriggerService } from '../org/services.ts';
import type { Schema } from '../schema/model.ts';
import type { Security } from '../security/security-service.ts';
import type { Sharing } from '../security/sharing.ts';
import type { Formulas } from '../formula/formulas.ts';
import type { Data } from '../soql/data.ts';
import type { Storage } from '../storage/storage.ts';
import type { AssignmentRule, DuplicateRuleInfo, MatchingRuleInfo, WorkflowRule } from './rules.ts';

export interface Room {
  storage: Storage;
  schema: Schema;
  data: Data;
  security: Security;
  sharing: Sharing;
  formulas: Formulas;
  switches: ReadonlySet<string>;
  triggers: TriggerService;
  flows: FlowService;
  events: EventService;
  org: Org;
  /** Rules from deployed metadata. */
  duplicateRules(object: string): DuplicateRuleInfo[];
  matchingRule(object: string, name: string): MatchingRuleInfo | undefined;
  assignmentRules(object: string): AssignmentRule[];
  workflowRules(object: string): WorkflowRule[];
  /** Actions waiting for commit: how many now, and back to fewer on rollback. */
  pendingActions(): number;
  dropActions(count: number): void;
}
