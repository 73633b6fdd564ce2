/** Apex List: a JavaScript array and the element type it was created with. */
import type { Type } from '../types/type.ts';

export class ApexList {
  readonly elementType: Type;
  readonly items: unknown[];

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
