/** What a transaction changed in all: one change per record, from its first state to its last. */
import type { ObjectInfo, Schema } from '../schema/model.ts';
import { sameValue } from '../schema/values.ts';
import type { Row } from '../storage/row.ts';
import type { Change } from '../storage/storage.ts';
import type { RecordChange } from './services.ts';

/** Fields that change with every save and say nothing. */
const NOISE = new Set(['SystemModstamp', 'Id', 'IsDeleted']);

export function recordChanges(changes: Change[], schema: Schema): RecordChange[] {
  const merged = new Map<string, Change>();
  for (const change of changes) {
    const key = `${change.table.name}/${change.id}`;
    const first = merged.get(key);
    if (first) merged.set(key, { ...first, after: change.after, origin: change.origin || first.origin });
    else merged.set(key, change);
  }
  const found: RecordChange[] = [];
  for (const { table, id, before, after, origin } of merged.values()) {
    const object = schema.object(table.name);
    if (!object || (object.kind !== 'standard' && object.kind !== 'custom')) continue;
    const change = describe(object, id, before, after, origin);
    if (change) found.push(change);
  }
  return found;
}

function describe(
  object: ObjectInfo,
  id: string,
  before: Row | undefined,
  after: Row | undefined,
  changeOrigin: string,
): RecordChange | undefined {
  const isThere = after !== undefined && after['IsDeleted'] !== true;
  const wasThere = before !== undefined && before['IsDeleted'] !== true;
  if (!isThere && !wasThere) return undefined;
  const wasDeleted = before !== undefined && !wasThere;
  const type = !isThere ? 'DELETE' : wasThere ? 'UPDATE' : wasDeleted ? 'UNDELETE' : 'CREATE';
  const values = new Map(Object.entries((isThere ? after : before)!));
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const changedFields =
    type === 'UPDATE' ? [...names].filter((name) => !NOISE.has(name) && !sameValue(before![name], after![name])) : [];
  if (type === 'UPDATE' && changedFields.length === 0) return undefined;
  return { type, object, id, values, changedFields, changeOrigin };
}
