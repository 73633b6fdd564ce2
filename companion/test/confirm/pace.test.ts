/** Looks into the org, played through without one: an org that takes what it is given at some rate, and a pace that does not know it. */
import { KEEPS_PACE, makePace } from '../../src/confirm/pace.ts';
import { makeWindow } from '../../src/publish/window.ts';

interface Shop {
  /** Orders by ms of the day, in order. */
  orders: number[];
  /** Events per second the org works off, and ms until it begins. */
  orgRate: number;
  orgDelay?: number;
}

/** @returns when looks were taken, and how many orders each confirmed */
function play({ orders, orgRate, orgDelay = 300 }: Shop): { at: number; confirmed: number }[] {
  const start = 1_800_000_000_000;
  const pace = makePace(30_000, 20_000);
  const window = makeWindow();
  const looks: { at: number; confirmed: number }[] = [];
  let due = 0;
  let next = 0;
  let inFlight: { at: number; done: number }[] = [];
  let orgFree = 0;
  for (let now = 0; next < orders.length || inFlight.length > 0; now += 10) {
    if (now > 24 * 3_600_000) throw new Error('never confirmed');
    while (due < orders.length && (orders[due] as number) <= now) due++;
    const arrived = due - next;
    const taken = Math.min(arrived, window.events - inFlight.length);
    if (taken > 0) {
      for (let n = 0; n < taken; n++) {
        orgFree = Math.max(orgFree, now + orgDelay) + 1000 / orgRate;
        inFlight.push({ at: now, done: orgFree });
      }
      next += taken;
      pace.published(taken, start + now);
    }
    if (inFlight.length === 0) continue;
    if (pace.untilLook({ isHeldUp: arrived > taken, isSuspect: false }, start + now) > 0) continue;
    const left = inFlight.filter(({ done }) => done > now);
    const confirmed = inFlight.length - left.length;
    const behind = left.filter(({ at }) => now - at > KEEPS_PACE).length;
    looks.push({ at: now, confirmed });
    if (behind === 0 && confirmed >= window.events / 2) window.grow(pace.growth(window.events));
    pace.looked({ confirmed, behind, inFlight: left.length }, start + now);
    inFlight = left;
  }
  return looks;
}

const every = (ms: number, count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, at) => from + at * ms);

test('a lone order costs one look, half a minute later', () => {
  expect(play({ orders: [0], orgRate: 50 })).toEqual([{ at: 30_000, confirmed: 1 }]);
});

test.each([20, 60, 200, 1000])(
  '2,000 orders at 20 a second cost a look for 500, on an org that takes %d a second',
  (orgRate) => {
    expect(play({ orders: every(50, 2_000), orgRate }).length).toBeLessThanOrEqual(4);
  },
);

test.each([100, 300, 1000])(
  '10,000 orders at once cost a look for 500, on an org that takes %d a second',
  (orgRate) => {
    const looks = play({ orders: every(0, 10_000), orgRate });
    expect(looks.length).toBeLessThanOrEqual(20);
    // And the org is kept busy: hardly anything is left when it could be done.
    const inTime = looks.filter(({ at }) => at < (10_000 / orgRate) * 1000 * 1.2 + 10_000);
    expect(inTime.reduce((sum, { confirmed }) => sum + confirmed, 0)).toBeGreaterThan(8_000);
  },
);

test('300 orders at 20 a second share two looks', () => {
  expect(play({ orders: every(50, 300), orgRate: 100 }).length).toBeLessThanOrEqual(2);
});

test('four hours of single orders cost a look a minute', () => {
  expect(play({ orders: every(7_000, 2_000), orgRate: 100 }).length).toBeLessThanOrEqual(240);
});

test('an org that is slow to show is not asked again and again', () => {
  const looks = play({ orders: every(0, 2_000), orgRate: 100, orgDelay: 4_000 });
  expect(looks.filter(({ confirmed }) => confirmed === 0).length).toBeLessThanOrEqual(5);
});

test('after trouble the next look comes early again', () => {
  const pace = makePace(30_000, 20_000);
  const standing = { isHeldUp: false, isSuspect: false };
  pace.published(1, 1_000);
  pace.looked({ confirmed: 1, behind: 0, inFlight: 0 }, 31_000);
  pace.published(1, 40_000);
  expect(pace.untilLook(standing, 40_000)).toBe(60_000);
  pace.alarm();
  expect(pace.untilLook(standing, 40_000)).toBe(30_000);
  expect(pace.untilLook({ ...standing, isSuspect: true }, 40_000)).toBeLessThan(1_000);
});

test('what was in flight when the companion started is looked for at once', () => {
  const pace = makePace(30_000, 20_000);
  pace.resumed(3, 1_000);
  expect(pace.untilLook({ isHeldUp: false, isSuspect: false }, 1_000)).toBeLessThanOrEqual(1_000);
});
