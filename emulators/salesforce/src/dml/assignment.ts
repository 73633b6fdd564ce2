/** Assignment rules of cases and leads: only when the caller asks for them. */
import type { DmlOptions } from '../org/services.ts';
import type { ObjectInfo } from '../schema/model.ts';
import type { Row } from '../storage/row.ts';
import { matchesCriteria } from './criteria.ts';
import type { Room } from './room.ts';
import { isGood, type Save } from './save.ts';

export function assign(saves: Save[], object: ObjectInfo, options: DmlOptions, room: Room): void {
  if (object.name !== 'Case' && object.name !== 'Lead') return;
  if (!options.useDefaultAssignmentRule && !options.assignmentRuleId) return;
  const rule = room.assignmentRules(object.name).find((each) => each.isActive);
  if (!rule) return;
  for (const save of saves.filter(isGood)) {
    const row = room.storage.get(object.name, save.working.id!)!;
    const context = room.formulas.context(object, row, save.before, !save.before);
    const entry = rule.entries.find((each) =>
      each.formula !== undefined
        ? room.formulas.isViolated({ name: rule.name, errorCondition: each.formula }, context)
        : each.criteria.every((one) => matchesCriteria(one, row, object)),
    );
    const owner = entry?.assignedTo && ownerId(entry.assignedTo, entry.assignedToType, room);
    if (owner) room.storage.put(object.name, { ...row, OwnerId: owner } as Row);
  }
}

/** A user by name or a queue. */
export function ownerId(name: string, type: string | undefined, room: Room): string | undefined {
  if (type?.toLowerCase() === 'queue') {
    for (const group of room.storage.table('Group').rows.values()) {
      if (group['Type'] === 'Queue' && [group['DeveloperName'], group['Name']].includes(name)) return group.Id;
    }
    return undefined;
  }
  return room.security.userByName(name)?.id;
}
