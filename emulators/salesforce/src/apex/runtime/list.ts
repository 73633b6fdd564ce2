/** Apex List: a JavaScript array and the element type it was created with. */
import type { Type } from '../types/type.ts';

export class ApexList {
  readonly elementType: Type;
  readonly items: unknown[];
  /** Made by Apex code with its element type: takes nothing of another. */
  isDeclared = false;
  /** How often something was added or removed, see `iteration.ts`. */
  changes = 0;
  /** What was added to it, see `heap.ts`. */
  bytes = 0;

  constructor(elementType: Type, items: unknown[] = []) {
    this.elementType = elementType;
    this.items = items;
  }

  get size(): number {
    return this.items.length;
  }

  [Symbol.iterator](): IterableIterator<unknown> {
    return this.items[Symbol.iterator]();
  }
}
