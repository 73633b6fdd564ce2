/** Duplicate, matching and assignment rules as DML uses them; `metadata/rules.ts` reads them from components. */
export interface DuplicateRuleInfo {
  name: string;
  object: string;
  isActive: boolean;
  onInsert: 'Allow' | 'Block';
  onUpdate: 'Allow' | 'Block';
  /** Show an alert (and so refuse unless the caller allows duplicates). */
  alertOnInsert: boolean;
  alertOnUpdate: boolean;
  alertText: string;
  /** Rows of other owners count even where the user can't see them. */
  bypassSharing: boolean;
  matches: { object: string; matchingRule: string }[];
  /** Formula-like conditions under which the rule applies; undefined = always. */
  condition: string | undefined;
}

export interface MatchingRuleInfo {
  name: string;
  object: string;
  isActive: boolean;
  items: { field: string; method: string; blankMatches: boolean }[];
  /** `1 AND (2 OR 3)`; undefined = all items. */
  filter: string | undefined;
}

export interface AssignmentRule {
  name: string;
  object: string;
  isActive: boolean;
  entries: {
    criteria: { field: string; operation: string; value: string }[];
    formula: string | undefined;
    /** User name or queue developer name. */
    assignedTo: string | undefined;
    assignedToType: string | undefined;
  }[];
}

export interface WorkflowRule {
  name: string;
  object: string;
  /** When it is looked at: `onCreateOnly`, `onAllChanges`, `onCreateOrTriggeringUpdate` (when a change makes it true). */
  trigger: string;
  criteria: { field: string; operation: string; value: string }[];
  /** `1 AND (2 OR 3)`; undefined = all criteria. */
  filter: string | undefined;
  formula: string | undefined;
  updates: FieldUpdate[];
}

export interface FieldUpdate {
  name: string;
  field: string;
  /** `Formula`, `Literal`, `Null`, `LookupValue`, `NextValue`, `PreviousValue`. */
  operation: string;
  formula: string | undefined;
  literal: string | undefined;
  lookupValue: string | undefined;
  lookupValueType: string | undefined;
  /** Lookup of the record to the one that is changed; undefined = the record itself. */
  target: string | undefined;
  /** All rules are looked at again when it changed something. */
  reevaluates: boolean;
}
