/** When schedules fire. */
import { nextFireTime } from '../../src/apex/cron.ts';

const start = Date.UTC(2026, 0, 2, 3, 4, 5);

test.each([
  ['0 0 0 28 5 ? 2099', '2099-05-28T00:00:00.000Z'],
  ['0 30 * * * ?', '2026-01-02T03:30:00.000Z'],
  ['0 0/15 * * * ?', '2026-01-02T03:15:00.000Z'],
  ['0 0 8 ? * MON-FRI', '2026-01-02T08:00:00.000Z'],
  ['0 0 8 ? * 2#1', '2026-01-05T08:00:00.000Z'],
  ['0 0 0 L * ?', '2026-01-31T00:00:00.000Z'],
  ['0 0 0 1 JAN ? 2020', null],
])('%s', (cron, expected) => {
  const fired = nextFireTime(cron, start, 'UTC');
  expect(fired && new Date(fired.ms).toISOString()).toBe(expected);
});
