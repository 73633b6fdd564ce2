/** What components are applied to. */
import type { Grants } from '../security/grants.ts';
import type { OrgSchema } from '../schema/org-schema.ts';
import type { PicklistValue } from '../schema/model.ts';
import type { Storage } from '../storage/storage.ts';
import type { Security } from '../security/security-service.ts';
import type { Formulas } from '../formula/formulas.ts';

export interface Target {
  schema: OrgSchema;
  storage: Storage;
  security: Security;
  formulas: Formulas;
  globalValues: Map<string, PicklistValue[]>;
  /** Ms since epoch. */
  now(): number;
  /** The user deployed rows belong to. */
  userId(): string;
  grants: Map<string, Grants>;
  /** After a deployment the administrators' profile sees all custom fields. */
  areFieldsVisibleToAdministrators: boolean;
}
