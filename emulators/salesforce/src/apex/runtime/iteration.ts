/** `for (x : y)` over lists and sets: while the loop runs, nothing may be added to or removed from the collection. */
import { apexError } from './exceptions.ts';

/** What can be locked: a list, or the table of a set or map. */
export interface Lockable {
  /** Loops that run over it. */
  locks: number;
}

/** @throws FinalException while a loop runs over the collection */
export function mayChange(collection: Lockable): void {
  if (collection.locks > 0) changedWhileIterated();
}

export function changedWhileIterated(): never {
  throw apexError('System.FinalException', 'Cannot modify a collection while it is being iterated.');
}

/** Locks the collection until the loop ends or is left. One result object serves all turns: loops read it at once. */
export class LockedIteration implements IterableIterator<unknown> {
  private readonly collection: Lockable;
  private readonly source: Iterator<unknown>;
  private isOpen = true;

  constructor(collection: Lockable, elements: Iterable<unknown>) {
    this.collection = collection;
    this.source = elements[Symbol.iterator]();
    collection.locks++;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<unknown> {
    const result = this.source.next();
    if (result.done) this.close();
    return result;
  }

  /** JavaScript calls it when a loop is left early. */
  return(): IteratorResult<unknown> {
    this.close();
    return { done: true, value: undefined };
  }

  private close(): void {
    if (this.isOpen) this.collection.locks--;
    this.isOpen = false;
  }
}
