/** merge: details of the losing records move to the master, the losers are deleted and remember their master. */
import type { ObjectInfo } from '../schema/model.ts';
import type { Row } from '../storage/row.ts';
import { clock } from './chunk.ts';
import type { Room } from './room.ts';

export const MERGEABLE = /^(Account|Contact|Lead|Case|Individual)$/;

/** Lookups of other records to a loser point at the master from now on; no triggers run for that. */
export function reparent(object: ObjectInfo, loser: string, master: string, room: Room): void {
  const { now } = clock();
  for (const { childObject, field } of object.childRelationships) {
    const child = room.schema.object(childObject);
    const lookup = child?.fields.get(field.toLowerCase());
    if (!child || !lookup || lookup.formula !== undefined || room.data.isVirtual(child)) continue;
    if (child.name === object.name && lookup.name === 'MasterRecordId') continue;
    const table = room.storage.table(child.name);
    if (table.rows.size === 0) continue;
    for (const row of [...table.matching(lookup.name, loser)]) {
      if (row['IsDeleted'] === true) continue;
      const stamp = child.fields.has('systemmodstamp') ? { SystemModstamp: now } : {};
      room.storage.put(child.name, { ...row, [lookup.name]: master, ...stamp } as Row);
    }
  }
}
