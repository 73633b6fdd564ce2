import { TestOrg } from '../data/harness.ts';

test('what changed since a moment, over updates, deletions and rollbacks', () => {
  let clock = Date.UTC(2026, 0, 1);
  const org = new TestOrg([], { now: () => (clock += 1000) });
  const ids = org
    .save(
      'insert',
      Array.from({ length: 100 }, (_, i) => org.record('Account', { Name: `a${i}` })),
    )
    .map((result) => result.id!);
  clock = Date.UTC(2026, 0, 2);
  const since = (): string[] =>
    org.rows('SELECT Name FROM Account WHERE SystemModstamp >= 2026-01-02T00:00:00Z ORDER BY SystemModstamp, Name');
  expect(since()).toEqual([]);
  org.update('Account', { Id: ids[7]!, Name: 'b7' });
  org.update('Account', { Id: ids[3]!, Name: 'b3' });
  org.update('Account', { Id: ids[7]!, Name: 'c7' });
  expect(since()).toEqual(['b3', 'c7']);
  const stopped = (): unknown =>
    org.run(() => {
      org.org.dml.update([org.record('Account', { Id: ids[9]!, Name: 'b9' })], {
        access: 'system',
        sharing: false,
        allOrNone: true,
      });
      expect(
        org.org.query.query('SELECT Id FROM Account WHERE SystemModstamp >= 2026-01-02T00:00:00Z', new Map(), {
          access: 'system',
          sharing: false,
        }).records,
      ).toHaveLength(3);
      throw new Error('stop');
    });
  expect(stopped).toThrow('stop');
  expect(since()).toEqual(['b3', 'c7']);
  org.save('delete', [org.record('Account', { Id: ids[3]! })]);
  expect(since()).toEqual(['c7']);
});
