/** What the platform does on its own with records of some standard objects. */
import type { SObjectRecord } from '../../schema/record.ts';
import type { Row } from '../../storage/row.ts';
import type { SaveResult } from '../../org/services.ts';
import type { Room } from '../room.ts';
import type { Save } from '../save.ts';

export interface Helpers {
  room: Room;
  /** Saves parents or children on the platform's behalf: triggers and rules run, read-only fields may be written. */
  insert(records: SObjectRecord[]): SaveResult[];
  update(records: SObjectRecord[]): SaveResult[];
  /** The same without validation rules. */
  updateByWorkflow(records: SObjectRecord[]): SaveResult[];
}

export interface Special {
  /** Before the before triggers: defaults that depend on other values. */
  defaults?(save: Save, helpers: Helpers): void;
  /** After the before triggers: computed fields, rules of the object. */
  compute?(save: Save, helpers: Helpers): void;
  /** After rows are stored, before the after triggers. */
  written?(saves: Save[], helpers: Helpers): void;
  /** After rows are deleted or undeleted. */
  removed?(rows: Row[], helpers: Helpers): void;
}
