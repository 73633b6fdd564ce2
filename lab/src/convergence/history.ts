/** Histories of a small shop, as fast-check makes and shrinks them. */
import fc from 'fast-check';

export const ORDERS = 3;
export const PEOPLE = 3;

export type Kind =
  | 'order'
  | 'note'
  | 'edit'
  | 'pay'
  | 'fulfil'
  | 'refund'
  | 'cancel'
  | 'delete'
  | 'risk'
  | 'person'
  | 'personEmail'
  | 'personTags'
  | 'personDelete'
  | 'merge'
  | 'product'
  | 'productDelete'
  | 'return';

export interface Action {
  kind: Kind;
  order: number;
  person: number;
  /** What exactly: its meaning depends on the kind. */
  detail: number;
  /** Seconds since the action before: mostly none, so that `updated_at` is the same. */
  pause: number;
}

export interface History {
  actions: Action[];
  /** For what is shuffled and lost. */
  seed: number;
}

/** Endings are rare, so that most histories are long. */
const kind = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Kind>('order') },
  { weight: 12, arbitrary: fc.constantFrom<Kind[]>('note', 'edit', 'pay', 'fulfil', 'refund', 'risk') },
  { weight: 5, arbitrary: fc.constantFrom<Kind[]>('person', 'personEmail', 'personTags') },
  { weight: 4, arbitrary: fc.constantFrom<Kind[]>('product', 'product', 'return') },
  { weight: 2, arbitrary: fc.constantFrom<Kind[]>('cancel', 'delete', 'merge', 'personDelete', 'productDelete') },
);

const action: fc.Arbitrary<Action> = fc.record({
  kind,
  order: fc.nat(ORDERS - 1),
  person: fc.nat(PEOPLE - 1),
  detail: fc.nat(3),
  pause: fc.constantFrom(0, 0, 1, 90),
});

const first: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant<Kind>('order'),
  order: fc.constant(0),
  person: fc.nat(PEOPLE - 1),
  detail: fc.nat(3),
  pause: fc.constant(0),
});

export const histories: fc.Arbitrary<History> = fc.record({
  actions: fc.tuple(first, fc.array(action, { minLength: 2, maxLength: 10 })).map(([one, more]) => [one, ...more]),
  seed: fc.nat(1_000_000),
});

/** In a few words, for people. */
export function inWords({ actions, seed }: History): string {
  const words = actions.map(({ kind: what, order, person, detail, pause }) => {
    const whom = what.startsWith('person') ? `person ${person}` : what === 'merge' ? '' : `order ${order}`;
    const by = what === 'order' ? ` by ${detail === 3 ? 'a guest' : `person ${person}`}` : '';
    return `${pause > 0 ? `(${pause} s later) ` : ''}${what} ${whom}${by} [${detail}]`;
  });
  return `${words.join('\n')}\nseed ${seed}`;
}
