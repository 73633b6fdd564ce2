/** System.Iterator and System.Iterable over the platform's collections. */
import { apexError } from '../runtime/exceptions.ts';
import type { ApexList } from '../runtime/list.ts';
import type { ApexSet } from '../runtime/set.ts';
import { definePlatformType } from './define.ts';

/** What `list.iterator()` gives. JavaScript can iterate it, too. */
export class ApexIterator {
  readonly $type: string = 'System.Iterator';
  private readonly source: Iterator<unknown>;
  private ahead: IteratorResult<unknown> | undefined;

  constructor(values: Iterable<unknown>) {
    this.source = values[Symbol.iterator]();
  }

  hasNext(): boolean {
    this.ahead ??= this.source.next();
    return this.ahead.done !== true;
  }

  /** @throws NoSuchElementException at the end */
  next(): unknown {
    if (!this.hasNext()) throw apexError('System.NoSuchElementException', 'Iterator has no more elements.');
    const { value } = this.ahead!;
    this.ahead = undefined;
    return value;
  }

  *[Symbol.iterator](): IterableIterator<unknown> {
    while (this.hasNext()) yield this.next();
  }
}

definePlatformType({
  name: 'System.Iterator',
  instance: {
    'hasNext()': (iterator: ApexIterator) => iterator.hasNext(),
    'next()': (iterator: ApexIterator) => iterator.next(),
  },
});

definePlatformType({
  name: 'System.Iterable',
  instance: {
    'iterator()': (values: ApexList | ApexSet) => new ApexIterator(values),
  },
});

definePlatformType({
  name: 'System.Comparator',
  // A user's comparator never gets here; the platform's has the method itself.
  instance: {
    compare: (comparator: { compare(left: unknown, right: unknown): number }, left: unknown, right: unknown) =>
      comparator.compare(left, right),
  },
});
