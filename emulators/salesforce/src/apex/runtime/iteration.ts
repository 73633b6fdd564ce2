/**
 * `for (x : y)` over lists and sets, as Java's iterators do it: a collection may be changed while a loop runs over it, but the loop
 * notices at its next step. What changes it and leaves the loop, or does so in the last turn, gets away with it.
 */
import { apexError } from './exceptions.ts';

/** What loops watch: a list, or the table of a set or map. */
export interface Watched {
  /** How often something was added or removed. */
  changes: number;
}

const DONE: IteratorResult<unknown> = { done: true, value: undefined };

function changedWhileIterated(): never {
  throw apexError('System.FinalException', 'Cannot modify a collection while it is being iterated.');
}

interface ListLike extends Watched {
  readonly items: unknown[];
}

/** One result object serves all turns: loops read it at once. */
export class ListIteration implements IterableIterator<unknown> {
  private readonly list: ListLike;
  private readonly changes: number;
  private readonly result = { done: false as const, value: null as unknown };
  private at = 0;

  constructor(list: ListLike) {
    this.list = list;
    this.changes = list.changes;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<unknown> {
    const { list } = this;
    // After a removal the place may be beyond the end, and the loop goes on: only to notice.
    if (this.at === list.items.length) return DONE;
    if (list.changes !== this.changes) changedWhileIterated();
    this.result.value = list.items[this.at++];
    return this.result;
  }
}

/** Java looks one entry ahead: what is added in the last turn is not seen. */
export class SetIteration implements IterableIterator<unknown> {
  private readonly table: Watched;
  private readonly changes: number;
  private readonly source: Iterator<unknown>;
  private upcoming: IteratorResult<unknown>;

  constructor(table: Watched, elements: Iterable<unknown>) {
    this.table = table;
    this.changes = table.changes;
    this.source = elements[Symbol.iterator]();
    this.upcoming = this.source.next();
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<unknown> {
    const result = this.upcoming;
    if (result.done) return DONE;
    if (this.table.changes !== this.changes) changedWhileIterated();
    this.upcoming = this.source.next();
    return result;
  }
}
