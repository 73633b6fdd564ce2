/** Unique indexes. */
import type { FieldInfo, ObjectInfo } from '../schema/model.ts';
import type { Room } from './room.ts';
import { fail, type Save } from './save.ts';

const known = new WeakMap<ObjectInfo, { size: number; fields: FieldInfo[] }>();

export function uniqueFields(object: ObjectInfo): FieldInfo[] {
  let entry = known.get(object);
  if (entry?.size !== object.fields.size) {
    const fields = [...object.fields.values()].filter((field) => field.isUnique && !field.isAutoNumber);
    known.set(object, (entry = { size: object.fields.size, fields }));
  }
  return entry.fields;
}

/** @param fresh ids written by the same statement: the platform names them `<unknown>` */
export function checkUnique(save: Save, fresh: Set<string>, room: Room): void {
  if (room.switches.has('unique-indexes-off')) return;
  const { object, values } = save.working;
  for (const field of uniqueFields(object)) {
    const value = values.get(field.name);
    if (value === null || value === undefined || value === save.before?.[field.name]) continue;
    for (const row of room.storage.table(object.name).matching(field.name, value)) {
      if (row.Id === save.before?.Id || row['IsDeleted'] === true) continue;
      if (field.isCaseSensitive && row[field.name] !== value) continue;
      if (object.name === 'User' && field.name === 'Username') {
        fail(
          save,
          'DUPLICATE_USERNAME',
          "Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations. To resolve, use a different username (it doesn't need to match the user's email address).",
          ['Username'],
        );
        return;
      }
      const isFresh = fresh.has(row.Id);
      const [name, id] = isFresh ? ['<unknown>', '<unknown>'] : [field.name, row.Id.slice(0, 15)];
      fail(
        save,
        'DUPLICATE_VALUE',
        `duplicate value found: ${name} duplicates value on record with id: ${id}`,
        isFresh ? [] : [],
      );
      return;
    }
  }
}
