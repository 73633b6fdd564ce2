/** Duplicate rules with exact matching. Fuzzy methods are refused by name. */
import { type DmlOptions, NotEmulated } from '../org/services.ts';
import { fieldOf } from '../schema/model.ts';
import { comparable } from '../soql/compare.ts';
import type { Row } from '../storage/row.ts';
import { current } from '../transaction/transaction.ts';
import type { Room } from './room.ts';
import type { MatchingRuleInfo } from './rules.ts';
import { isChanged, type Save } from './save.ts';

export function checkDuplicates(save: Save, operation: 'insert' | 'update', options: DmlOptions, room: Room): void {
  const { object } = save.working;
  if (save.isInternal || room.switches.has('duplicate-rules-off')) return;
  for (const rule of room.duplicateRules(object.name)) {
    if (!rule.isActive) continue;
    const isInsert = operation === 'insert';
    const isBlock = (isInsert ? rule.onInsert : rule.onUpdate) === 'Block';
    const isAlert = isInsert ? rule.alertOnInsert : rule.alertOnUpdate;
    if (!isBlock && (!isAlert || options.allowDuplicates)) continue;
    if (rule.condition !== undefined && !applies(rule.condition, save, room)) continue;
    for (const match of rule.matches) {
      const matching = room.matchingRule(match.object, match.matchingRule);
      if (!matching?.isActive) continue;
      if (!isInsert && !matching.items.some((item) => isChanged(save, item.field))) continue;
      let found = matchesOf(save, match.object, matching, room);
      if (!rule.bypassSharing && options.sharing) {
        const target = room.schema.object(match.object)!;
        found = found.filter((row) => room.sharing.can(current().user, target, row, 'read'));
      }
      if (found.length === 0) continue;
      save.errors.push({
        statusCode: 'DUPLICATES_DETECTED',
        message: rule.alertText || 'Use one of these records?',
        fields: [],
        duplicate: {
          duplicateRule: rule.name,
          matchRule: matching.name,
          isAllowSave: !isBlock,
          matchedIds: found.map((row) => row.Id),
        },
      });
      return;
    }
  }
}

function applies(condition: string, save: Save, room: Room): boolean {
  const row = Object.fromEntries(save.working.values);
  const context = room.formulas.context(save.working.object, row, save.before, !save.before);
  return room.formulas.isViolated({ name: 'duplicate rule', errorCondition: condition }, context);
}

/** Stored rows that agree in all items of the rule. */
function matchesOf(save: Save, objectName: string, rule: MatchingRuleInfo, room: Room): Row[] {
  const object = room.schema.object(objectName);
  if (!object) return [];
  for (const item of rule.items) {
    if (item.method !== 'Exact') throw new NotEmulated(`matching method ${item.method} in matching rule ${rule.name}`);
  }
  if (rule.filter !== undefined && !/^\s*1(\s+AND\s+\d+)*\s*$/i.test(rule.filter)) {
    throw new NotEmulated(`filter "${rule.filter}" in matching rule ${rule.name}`);
  }
  const [first] = rule.items;
  if (!first) return [];
  const value = (name: string): unknown =>
    save.working.values.get(fieldOf(save.working.object, name)?.name ?? name) ?? null;
  const firstField = fieldOf(object, first.field);
  if (!firstField) return [];
  const wanted = value(first.field);
  const rows =
    wanted === null
      ? first.blankMatches
        ? room.storage.table(object.name).rows.values()
        : []
      : room.storage.table(object.name).matching(firstField.name, wanted);
  return [...rows].filter(
    (row) =>
      row.Id !== save.before?.Id &&
      row['IsDeleted'] !== true &&
      rule.items.every((item) => {
        const own = value(item.field);
        const other = row[fieldOf(object, item.field)?.name ?? ''] ?? null;
        if (own === null || other === null) return item.blankMatches && own === other;
        return comparable(own) === comparable(other);
      }),
  );
}
