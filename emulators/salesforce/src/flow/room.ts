/** What flows use of the other rooms. */
import type { Formulas } from '../formula/formulas.ts';
import type { Org } from '../org/services.ts';
import type { Data } from '../soql/data.ts';
import type { FlowDefinition } from './definition.ts';

export interface FlowRoom {
  org: Org;
  formulas: Formulas;
  data: Data;
  /** The version that runs when another flow calls it; undefined when none is active. */
  activeFlow(name: string): FlowDefinition | undefined;
}
