/** Keeps committed rows on disk: a log of rows, one JSON line each, compacted when it is read. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Schema } from '../schema/model.ts';
import { coerce, toPlain } from '../schema/values.ts';
import type { Row } from '../storage/row.ts';
import type { Change, Storage } from '../storage/storage.ts';

interface Line {
  table: string;
  id: string;
  /** Null: the row is gone. */
  row: Record<string, unknown> | null;
  serial: number;
  numbers?: Record<string, number>;
}

export class Journal {
  readonly #file: string;
  readonly #storage: Storage;

  constructor(folder: string, storage: Storage) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, 'rows.jsonl');
    this.#storage = storage;
  }

  /** Appends the last state of each changed row. */
  write(changes: Change[]): void {
    const last = new Map(changes.map((change) => [`${change.table.name}/${change.id}`, change]));
    const lines = [...last.values()].map((change) => JSON.stringify(lineOf(change)));
    appendFileSync(this.#file, `${lines.join('\n')}\n`);
  }

  /** Puts the kept rows into the storage. Rows of objects that are gone are left out. */
  read(schema: Schema): void {
    if (!existsSync(this.#file)) return;
    const last = new Map<string, Line>();
    for (const text of readFileSync(this.#file, 'utf8').split('\n')) {
      if (text === '') continue;
      const line = parse(text);
      // A line that was being written when the process died is not whole.
      if (line) last.set(`${line.table}/${line.id}`, line);
    }
    for (const line of last.values()) this.#restore(line, schema);
    this.#storage.commit();
    const compact = `${this.#file}.new`;
    writeFileSync(compact, [...last.values()].map((line) => `${JSON.stringify(line)}\n`).join(''));
    renameSync(compact, this.#file);
  }

  #restore({ table: name, id, row, serial, numbers }: Line, schema: Schema): void {
    const object = schema.object(name);
    if (!object) return;
    const table = this.#storage.table(name);
    table.serial = Math.max(table.serial, serial);
    for (const [field, number] of Object.entries(numbers ?? {})) {
      table.autoNumbers.set(field, Math.max(table.autoNumbers.get(field) ?? 0, number));
    }
    if (row === null) {
      this.#storage.remove(name, id);
      return;
    }
    const values: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(row)) {
      const field = object.fields.get(key.toLowerCase());
      if (field) values[field.name] = coerce(field, value);
    }
    this.#storage.put(name, values as Row);
  }
}

function lineOf({ table, id, after }: Change): Line {
  const row = after && Object.fromEntries(Object.entries(after).map(([name, value]) => [name, toPlain(value)]));
  const numbers = table.autoNumbers.size > 0 ? { numbers: Object.fromEntries(table.autoNumbers) } : {};
  return { table: table.name, id, row: row ?? null, serial: table.serial, ...numbers };
}

function parse(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
