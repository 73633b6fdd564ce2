/** What a formula sees: a record, what it was before, the user and the org. */
import type { Row } from '../storage/row.ts';
import type { ObjectInfo } from '../schema/model.ts';
import type { OrgUser } from '../security/access.ts';
import type { Data } from '../soql/data.ts';
import type { Decimal } from '../apex/runtime/decimal.ts';
import type { ApexDate } from '../apex/runtime/date.ts';
import type { ApexDatetime } from '../apex/runtime/datetime.ts';
import type { ApexTime } from '../apex/runtime/time.ts';

export type FormulaValue = string | boolean | Decimal | ApexDate | ApexDatetime | ApexTime | null;

export interface FormulaContext {
  object: ObjectInfo;
  row: Readonly<Record<string, unknown>>;
  /** The record before the save; undefined when it is new. */
  old: Row | undefined;
  isNew: boolean;
  data: Data;
  user: OrgUser;
  /** Ms since epoch. */
  now: number;
  /** `$Permission.X`. */
  hasPermission(name: string): boolean;
  /** Numbers that are blank count as zero (formula fields may say otherwise). */
  blankAsZero: boolean;
  /** Reads fields from somewhere else than `row`: formulas over values in memory. */
  root?: (path: string[]) => FormulaValue;
  /** Names that begin with `$` and are the caller's own; undefined for those it does not know. */
  global?: (path: string[]) => FormulaValue | undefined;
  orgName: string;
  orgId: string;
}
