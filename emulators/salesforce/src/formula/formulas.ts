/** Formulas of an org: fields, validation rules, default values. */
import { NotEmulated } from '../org/services.ts';
import type { FieldInfo, ObjectInfo } from '../schema/model.ts';
import { coerce } from '../schema/values.ts';
import type { Security } from '../security/security-service.ts';
import type { UserRights } from '../security/rights.ts';
import type { Data } from '../soql/data.ts';
import type { Row } from '../storage/row.ts';
import type { OrgUser } from '../security/access.ts';
import type { FormulaContext, FormulaValue } from './context.ts';
import { evaluate } from './evaluate.ts';
import { FormulaError } from './values.ts';

export interface FormulaSetting {
  data: Data;
  security: Security;
  orgId: string;
  orgName: string;
  /** Who is running, and when. */
  user(): OrgUser;
  now(): number;
}

export class Formulas {
  readonly #setting: FormulaSetting;

  constructor(setting: FormulaSetting) {
    this.#setting = setting;
  }

  context(object: ObjectInfo, row: Readonly<Record<string, unknown>>, old?: Row, isNew = false): FormulaContext {
    const { data, security, orgId, orgName } = this.#setting;
    const user = this.#setting.user();
    const rights = security.rights(user) as UserRights;
    return {
      object,
      row,
      old,
      isNew,
      data,
      user,
      now: this.#setting.now(),
      hasPermission: (name) => rights.hasCustomPermission(name),
      blankAsZero: true,
      orgId,
      orgName,
    };
  }

  /** A context whose fields are read by `root`. */
  contextOver(root: (path: string[]) => FormulaValue): FormulaContext {
    return { ...this.context(this.#setting.data.schema.object('Organization')!, {}), root };
  }

  /** A formula field's value; an error in it (division by zero, bad number) reads as blank, as on the platform. */
  fieldValue(field: FieldInfo, row: Row): unknown {
    try {
      const context = this.context(field.object, row);
      context.blankAsZero = field.formulaBlanks !== 'BlankAsBlank';
      return coerce(field, evaluate(field.formula!, context));
    } catch (error) {
      if (error instanceof FormulaError) return null;
      throw error;
    }
  }

  /** True: the save is refused. Blank numbers are blank: `Total__c <> 42` lets them pass (Help, ISNULL). @throws NotEmulated with the rule's name for functions that are missing */
  isViolated(rule: { name: string; errorCondition: string }, context: FormulaContext): boolean {
    try {
      return evaluate(rule.errorCondition, { ...context, blankAsZero: false }) === true;
    } catch (error) {
      if (error instanceof NotEmulated) throw new NotEmulated(`${error.feature} in validation rule ${rule.name}`);
      // What an org answers then is not known here (docs/unverified.md).
      if (error instanceof FormulaError) throw new NotEmulated(`${error.message} in validation rule ${rule.name}`);
      throw error;
    }
  }

  /** A default value for a new record; undefined when the field has none, or its formula ends in an error. */
  defaultValue(field: FieldInfo, row: Readonly<Record<string, unknown>>): unknown {
    if (field.defaultValue === undefined) return undefined;
    try {
      return coerce(field, evaluate(field.defaultValue, this.context(field.object, row, undefined, true)));
    } catch (error) {
      if (error instanceof FormulaError) return undefined;
      throw error;
    }
  }
}
