/** A batch outside of tests: start, each chunk and finish are transactions of their own. */
import { createOrg } from '../../src/org/org.ts';

const BATCH = `public class Numbers implements Database.Batchable<SObject>, Database.Stateful {
  static Integer statics = 0;
  Integer seen = 0;
  public Database.QueryLocator start(Database.BatchableContext c) {
    return Database.getQueryLocator('SELECT Name FROM Account ORDER BY Name');
  }
  public void execute(Database.BatchableContext c, List<Account> rows) {
    statics++;
    seen += rows.size();
    insert new Contact(LastName = rows[0].Name + ' ' + statics + ' ' + Limits.getDmlStatements());
    if (rows[0].Name == 'a2') throw new IllegalArgumentException('not this one');
  }
  public void finish(Database.BatchableContext c) {
    insert new Contact(LastName = 'finish ' + seen + ' ' + statics);
  }
}`;

test('statics and limits are fresh in each part, a failing chunk is undone alone', () => {
  const { org } = createOrg();
  const file = { kind: 'class', name: 'Numbers', file: 'Numbers.cls', source: BATCH, apiVersion: 66 } as const;
  expect(org.apex.compile([file])).toEqual([]);
  const user = org.security.admin();
  const started = org.transaction({ user, kind: 'sync' }, (transaction) =>
    org.apex.executeAnonymous(
      "for (Integer i = 0; i < 5; i++) insert new Account(Name = 'a' + i); Database.executeBatch(new Numbers(), 2);",
      transaction,
    ),
  );
  expect(started.success).toBe(true);
  org.apex.drainJobs();
  expect([...org.storage.table('Contact').rows.values()].map((row) => row['LastName'])).toEqual([
    'a0 1 0',
    'a4 1 0',
    'finish 5 0',
  ]);
  const [job] = org.transaction({ user, kind: 'sync' }, () =>
    org.query.query(
      'SELECT Status, TotalJobItems, JobItemsProcessed, NumberOfErrors, ExtendedStatus FROM AsyncApexJob',
      new Map(),
      { access: 'system', sharing: false },
    ),
  ).records;
  const values = Object.fromEntries(job!.values);
  expect(values).toMatchObject({ Status: 'Completed', TotalJobItems: 3, JobItemsProcessed: 3, NumberOfErrors: 1 });
  expect(values['ExtendedStatus']).toBe('First error: not this one');
});
