/** How tests run: the setup once, its data for each method, the org's data only with SeeAllData. */
import { runTests } from '../../src/apex/testing/runner.ts';
import { createOrg } from '../../src/org/org.ts';

function run(text: string, before = ''): Record<string, string> {
  const { org } = createOrg();
  if (before) {
    const made = org.transaction({ user: org.security.admin(), kind: 'sync' }, (transaction) =>
      org.apex.executeAnonymous(before, transaction),
    );
    expect(made.success).toBe(true);
  }
  const file = { kind: 'class', name: 'Probe', file: 'Probe.cls', source: text, apiVersion: 66 } as const;
  expect(org.apex.compile([file])).toEqual([]);
  const results = runTests(org).tests.map((test) => [test.methodName, test.message ?? 'pass']);
  expect(org.storage.table('Account').rows.size).toBe(before ? 1 : 0);
  return Object.fromEntries(results) as Record<string, string>;
}

test('@TestSetup runs once; each method starts from its data, with fresh statics and limits', () => {
  const results = run(`@IsTest private class Probe {
    static Integer count = 0;
    @TestSetup static void make() {
      count++;
      insert new Account(Name = 'made', AccountNumber = String.valueOf(Crypto.getRandomLong()));
    }
    static void look() {
      Assert.areEqual(0, count);
      Assert.areEqual(0, Limits.getDmlStatements());
      Account one = [SELECT AccountNumber FROM Account];
      Assert.areEqual('made', [SELECT Name FROM Account].Name);
      update new Account(Id = one.Id, Name = one.AccountNumber);
    }
    @IsTest static void first() { look(); }
    @IsTest static void second() { look(); }
  }`);
  expect(results).toEqual({ first: 'pass', second: 'pass' });
});

test('a setup that fails fails every method of its class', () => {
  const results = run(`@IsTest private class Probe {
    @TestSetup static void make() { insert new Account(); }
    @IsTest static void first() { }
    @IsTest static void second() { }
  }`);
  expect(results).toEqual({
    first: expect.stringContaining('Required fields are missing: [Name]'),
    second: expect.stringContaining('Required fields are missing: [Name]'),
  });
});

test('only SeeAllData shows the records of the org', () => {
  const results = run(
    `@IsTest private class Probe {
      @IsTest static void siloed() {
        Assert.areEqual(0, [SELECT COUNT() FROM Account]);
        try { ConnectApi.ChatterUsers.getFollowings(null, UserInfo.getUserId()); Assert.fail(); }
        catch (UnsupportedOperationException e) { Assert.isTrue(e.getMessage().contains('data siloed'), e.getMessage()); }
      }
      @IsTest(SeeAllData=true) static void seeing() {
        Assert.areEqual('there', [SELECT Name FROM Account].Name);
        Assert.areEqual(0, ConnectApi.ChatterUsers.getFollowings(null, UserInfo.getUserId()).total);
        delete [SELECT Id FROM Account];
      }
    }`,
    `insert new Account(Name = 'there');`,
  );
  expect(results).toEqual({ siloed: 'pass', seeing: 'pass' });
});
