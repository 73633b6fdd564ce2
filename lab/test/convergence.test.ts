/**
 * Converge, don't sequence: generated histories of a shop, each delivered in order, shuffled, doubled, and with losses that repair fills, end in
 * the same records. Many histories share one org; what fails is played again, smaller and smaller.
 *
 * `CONVERGENCE_HISTORIES` and `CONVERGENCE_SEED` change how many and which.
 */
import fc from 'fast-check';
import { type Field, startField } from '../src/convergence/field.ts';
import { type History, histories, inWords } from '../src/convergence/history.ts';

const HISTORIES = Number(process.env.CONVERGENCE_HISTORIES ?? 240);
const SEED = Number(process.env.CONVERGENCE_SEED ?? 20_261_124);
/** Side by side: their events fill the trigger's batches. */
const AT_ONCE = 240;
const SHRINKING = 60_000;

jest.setTimeout(600_000);

let field: Field;
beforeAll(async () => {
  field = await startField();
});
afterAll(async () => {
  await field?.stop();
});

/** The smallest history found that still ends differently. */
async function smallest(at: number): Promise<{ history: History; differences: string[] }> {
  let last: { history: History; differences: string[] } | undefined;
  const property = fc.asyncProperty(histories, async (history) => {
    const [played] = await field.play([history]);
    if (!played || played.differences.length === 0) return true;
    last = played;
    return false;
  });
  await fc.check(property, { seed: SEED, path: String(at), numRuns: 1, interruptAfterTimeLimit: SHRINKING });
  if (!last) throw new Error(`history ${at} ended alike when it was played alone`);
  return last;
}

it(`${HISTORIES} histories end alike in every order of arrival`, async () => {
  const sample = fc.sample(histories, { seed: SEED, numRuns: HISTORIES });
  const failed = new Map<number, string>();
  for (let start = 0; start < sample.length; start += AT_ONCE) {
    const played = await field.play(sample.slice(start, start + AT_ONCE));
    for (const [at, { differences }] of played.entries())
      if (differences[0] !== undefined) failed.set(start + at, differences[0].slice(0, 200));
  }
  expect(field.events).toBeGreaterThan(HISTORIES * 8);
  const [first] = failed.keys();
  if (first === undefined) return;
  const { history, differences } = await smallest(first);
  throw new Error(
    [
      `${failed.size} of ${HISTORIES} histories end differently. The first, made smaller:`,
      inWords(history),
      differences.join('\n').slice(0, 4_000),
      'What differs first in each:',
      Array.from(failed, ([at, words]) => `${at}: ${words}`).join('\n'),
    ].join('\n\n'),
  );
});

it('notices when one arrangement loses a delivery for good', async () => {
  const [history] = fc.sample(histories, { seed: 3, numRuns: 1 });
  if (!history) throw new Error('no history');
  const [played] = await field.play([history], (snapshots, arrangement) =>
    arrangement === 'shuffled' ? snapshots.filter(({ kind }) => kind !== 'order') : snapshots,
  );
  expect(played?.differences.join('\n')).toContain('shuffled: only in the first: Shopify_Order__c');
});
