/** Record-triggered flows of a save or deletion. */
import type { ObjectInfo } from '../schema/model.ts';
import { current } from '../transaction/transaction.ts';
import { addFormulas, recordOf } from './prepare.ts';
import type { Room } from './room.ts';
import { isGood, type Save } from './save.ts';

/** Before the save: they change the record that will be saved. */
export function runBeforeSave(object: ObjectInfo, saves: Save[], room: Room): void {
  run(object, 'RecordBeforeSave', saves, room, (save) => {
    addFormulas(save.working, room);
    return save.working;
  });
}

export function runBeforeDelete(object: ObjectInfo, saves: Save[], room: Room): void {
  run(object, 'RecordBeforeDelete', saves, room, (save) => save.working);
}

/** After the save: they see the record as it is stored by now. */
export function runAfterSave(object: ObjectInfo, saves: Save[], room: Room): void {
  run(object, 'RecordAfterSave', saves, room, (save) => {
    const record = recordOf(object, room.storage.get(object.name, save.working.id!) ?? save.before!);
    addFormulas(record, room);
    return record;
  });
}

type Moment = Parameters<Room['flows']['run']>[1];

function run(
  object: ObjectInfo,
  moment: Moment,
  saves: Save[],
  room: Room,
  recordFor: (save: Save) => Save['working'],
): void {
  const good = saves.filter(isGood);
  const [first] = good;
  if (!first) return;
  const isCreated = !first.before;
  if (!room.flows.has(object, moment, isCreated)) return;
  const records = good.map((save) => ({ record: recordFor(save), prior: priorOf(object, save, moment, room) }));
  const errors = room.flows.run(object, moment, isCreated, records);
  good.forEach((save, index) => save.errors.push(...errors[index]!));
}

function priorOf(object: ObjectInfo, { before }: Save, moment: Moment, room: Room): Save['working'] | null {
  if (!before || moment === 'RecordBeforeDelete') return null;
  const prior = recordOf(object, before);
  addFormulas(prior, room);
  return prior;
}

const slot = Symbol('records whose save is under way');

/**
 * Runs what follows the writing of records. A save of a record within its own save is a recursive one: of the steps after the triggers,
 * only the outer save takes any.
 * @param action gets the saves that are not recursive
 */
export function whileSaving(saves: Save[], action: (outermost: Save[]) => void): void {
  const { slots } = current();
  let underWay = slots.get(slot) as Set<string> | undefined;
  if (!underWay) slots.set(slot, (underWay = new Set()));
  const own = saves.filter((save) => !underWay.has(save.working.id!));
  const ids = own.map((save) => save.working.id!);
  for (const id of ids) underWay.add(id);
  try {
    action(own);
  } finally {
    for (const id of ids) underWay.delete(id);
  }
}
