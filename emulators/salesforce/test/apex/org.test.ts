/** Apex in a whole org: triggers, DML, queries, jobs, tests, Lightning calls. */
import { runTests } from '../../src/apex/testing/runner.ts';
import { ApexThrown, type ApexSource, type Org } from '../../src/org/services.ts';
import { createOrg } from '../../src/org/org.ts';

function source(text: string, apiVersion = 66): ApexSource {
  const kind = /^\s*trigger\b/.test(text) ? 'trigger' : 'class';
  const name = /(?:class|trigger|interface|enum)\s+(\w+)/.exec(text)![1]!;
  return { kind, name, file: `${name}.${kind === 'class' ? 'cls' : 'trigger'}`, source: text, apiVersion };
}

function orgWith(...texts: string[]): Org {
  const { org } = createOrg({ sourceDirs: [] });
  const errors = org.apex.compile(texts.map((text) => source(text)));
  if (errors.length > 0)
    throw new Error(errors.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  return org;
}

/** Outcomes of the tests of one class, by method. */
function outcomes(org: Org): Record<string, string> {
  const run = runTests(org);
  return Object.fromEntries(
    run.tests.map((test) => [test.methodName, test.outcome === 'pass' ? 'pass' : `${test.outcome}: ${test.message}`]),
  );
}

test('triggers change records, refuse them, and see old values', () => {
  const org = orgWith(
    `trigger AccountTrigger on Account (before insert, before update, after insert) {
      if (Trigger.isBefore) {
        for (Account a : Trigger.new) {
          if (a.Name == 'bad') a.Name.addError('no bad names');
          if (Trigger.isUpdate) a.Site = Trigger.oldMap.get(a.Id).Name + '->' + a.Name;
          else a.Description = 'new ' + Trigger.size;
        }
      } else {
        insert new Contact(LastName = 'of ' + Trigger.new[0].Name, AccountId = Trigger.new[0].Id);
      }
    }`,
    `@IsTest private class AccountTriggerTest {
      @IsTest static void works() {
        Account a = new Account(Name = 'one');
        insert a;
        Assert.areEqual('new 1', [SELECT Description FROM Account WHERE Id = :a.Id].Description);
        a.Name = 'two';
        update a;
        Account again = [SELECT Site, (SELECT LastName FROM Contacts) FROM Account];
        Assert.areEqual('one->two', again.Site);
        Assert.areEqual('of one', again.Contacts[0].LastName);
      }
      @IsTest static void refuses() {
        try {
          insert new List<Account>{ new Account(Name = 'good'), new Account(Name = 'bad') };
          Assert.fail();
        } catch (DmlException e) {
          Assert.areEqual(1, e.getDmlIndex(0));
          Assert.areEqual('Insert failed. First exception on row 1; first error: FIELD_CUSTOM_VALIDATION_EXCEPTION, no bad names: [Name]', e.getMessage());
        }
        Assert.areEqual(0, [SELECT COUNT() FROM Account]);
      }
      @IsTest static void savesWhatIsGood() {
        List<Database.SaveResult> results = Database.insert(new List<Account>{ new Account(Name = 'good'), new Account(Name = 'bad') }, false);
        Assert.isTrue(results[0].isSuccess());
        Assert.areEqual('no bad names', results[1].getErrors()[0].getMessage());
        Assert.areEqual(1, [SELECT COUNT() FROM Account]);
      }
      @IsTest static void unqueriedFieldsThrow() {
        insert new Account(Name = 'x');
        Account a = [SELECT Id FROM Account];
        try {
          String s = a.Name;
          Assert.fail();
        } catch (SObjectException e) {
          Assert.areEqual('SObject row was retrieved via SOQL without querying the requested field: Account.Name', e.getMessage());
        }
      }
      @IsTest static void dynamicBinds() {
        insert new List<Account>{ new Account(Name = 'x'), new Account(Name = 'y') };
        Set<String> names = new Set<String>{ 'x' };
        Assert.areEqual(1, Database.query('SELECT Id FROM Account WHERE Name IN :names').size());
      }
    }`,
  );
  expect(outcomes(org)).toEqual({
    works: 'pass',
    refuses: 'pass',
    savesWhatIsGood: 'pass',
    unqueriedFieldsThrow: 'pass',
    dynamicBinds: 'pass',
  });
});

test('asynchronous work runs at stopTest', () => {
  const org = orgWith(
    `public class Jobs implements Queueable, Finalizer {
      public Boolean isBroken = false;
      public void execute(QueueableContext context) {
        System.attachFinalizer(this);
        if (isBroken) throw new IllegalArgumentException('broken');
        insert new Account(Name = 'queueable');
      }
      public void execute(FinalizerContext context) {
        insert new Account(Name = 'finalizer ' + context.getResult());
      }
      @future public static void later(String name) { insert new Account(Name = name); }
      public class Batch implements Database.Batchable<SObject>, Database.Stateful {
        Integer seen = 0;
        public Database.QueryLocator start(Database.BatchableContext context) { return Database.getQueryLocator('SELECT Id, Name FROM Account'); }
        public void execute(Database.BatchableContext context, List<Account> scope) { seen += scope.size(); }
        public void finish(Database.BatchableContext context) { insert new Account(Name = 'seen ' + seen); }
      }
    }`,
    `@IsTest private class JobsTest {
      static Integer count(String name) { return [SELECT COUNT() FROM Account WHERE Name = :name]; }
      @IsTest static void queueable() {
        Test.startTest();
        System.enqueueJob(new Jobs());
        Assert.areEqual(0, count('queueable'));
        Test.stopTest();
        Assert.areEqual(1, count('queueable'));
        Assert.areEqual(1, count('finalizer SUCCESS'));
      }
      @IsTest static void future() {
        Test.startTest();
        Jobs.later('later');
        Test.stopTest();
        Assert.areEqual(1, count('later'));
      }
      @IsTest static void batch() {
        insert new List<Account>{ new Account(Name = 'a'), new Account(Name = 'b') };
        Test.startTest();
        Id jobId = Database.executeBatch(new Jobs.Batch(), 1);
        Test.stopTest();
        Assert.areEqual(1, count('seen 2'));
        AsyncApexJob job = [SELECT Status, TotalJobItems FROM AsyncApexJob WHERE Id = :jobId];
        Assert.areEqual('Completed', job.Status);
        Assert.areEqual(2, job.TotalJobItems);
      }
      @IsTest static void limitsAreFreshInside() {
        insert new Account(Name = 'x');
        Test.startTest();
        Assert.areEqual(0, Limits.getDmlStatements());
        insert new Account(Name = 'y');
        Test.stopTest();
        Assert.areEqual(1, Limits.getDmlStatements());
      }
    }`,
  );
  expect(outcomes(org)).toEqual({ queueable: 'pass', future: 'pass', batch: 'pass', limitsAreFreshInside: 'pass' });
});

test('each method starts from the setup, and nothing of it stays', () => {
  const org = orgWith(
    `@IsTest private class Isolation {
      static Integer n = 0;
      @TestSetup static void setup() { n = 5; insert new Account(Name = 'set up'); }
      @IsTest static void first() { Assert.areEqual(0, n); n = 1; update new Account(Id = [SELECT Id FROM Account].Id, Name = 'changed'); }
      @IsTest static void second() { Assert.areEqual(0, n); Assert.areEqual('set up', [SELECT Name FROM Account].Name); }
      @IsTest static void failing() { Assert.areEqual(1, 2, 'numbers'); }
      @IsTest static void uncatchable() { try { System.assert(false); } catch (Exception e) { } }
    }`,
  );
  expect(outcomes(org)).toMatchObject({ first: 'pass', second: 'pass' });
  const { tests, summary } = runTests(org);
  expect(summary).toMatchObject({ tests: 4, passed: 2, failed: 2 });
  expect(tests.find((test) => test.methodName === 'failing')).toMatchObject({
    message: 'System.AssertException: Assertion Failed: numbers: Expected: 1, Actual: 2',
    stackTrace: 'Class.Isolation.failing: line 6, column 1',
  });
});

test('coverage counts executable lines', () => {
  const org = orgWith(
    `public class Covered {
      public static Integer choose(Boolean b) {
        Integer result;
        if (b) {
          result = 1;
        } else {
          result = 2;
        }
        return result;
      }
    }`,
    '@IsTest private class CoveredTest { @IsTest static void run() { Covered.choose(true); } }',
  );
  const [coverage] = runTests(org).coverage;
  expect(coverage).toMatchObject({ name: 'Covered', total: 4, covered: 3 });
});

test('Lightning calls convert values both ways', () => {
  const org = orgWith(
    `public with sharing class Controller {
      public class Row { @AuraEnabled public String label; @AuraEnabled public Decimal amount { get; set; } public String hidden; }
      @AuraEnabled public static List<Row> rows(Map<String, Integer> counts, Date day, Row given) {
        Row r = new Row(); r.label = given.label + counts.get('a') + day.month(); r.amount = 1.50; r.hidden = 'x';
        return new List<Row>{ r };
      }
      @AuraEnabled public static void refuse() { AuraHandledException e = new AuraHandledException('words for people'); e.setMessage('words for people'); throw e; }
    }`,
  );
  const user = org.security.admin();
  const call = (method: string, parameters: Record<string, unknown>): unknown =>
    org.transaction({ user, kind: 'sync' }, (transaction) =>
      org.apex.callAura('Controller', method, parameters, transaction),
    );
  expect(call('rows', { counts: { a: 3 }, day: '2026-05-01', given: { label: 'L' } })).toEqual([
    { label: 'L35', amount: 1.5 },
  ]);
  expect(() => call('refuse', {})).toThrow(ApexThrown);
  expect(() => call('refuse', {})).toThrow('words for people');
});

test('anonymous blocks', () => {
  const org = orgWith();
  const user = org.security.admin();
  const run = (text: string): unknown =>
    org.transaction({ user, kind: 'sync' }, (transaction) => org.apex.executeAnonymous(text, transaction));
  expect(run("Integer twice(Integer n) { return n * 2; } System.debug('n=' + twice(21));")).toMatchObject({
    success: true,
    debugLog: expect.stringContaining('n=42') as string,
  });
  expect(run('Integer x = nothing;')).toMatchObject({
    compiled: false,
    compileProblem: 'Variable does not exist: nothing',
    line: 1,
  });
  expect(run('Integer x;\nx++;')).toMatchObject({
    compiled: true,
    success: false,
    exceptionMessage: 'System.NullPointerException: Attempt to de-reference a null object',
    exceptionStackTrace: 'AnonymousBlock: line 2, column 1',
  });
});

test('what an org cannot compile leaves it as it was', () => {
  const org = orgWith('public class A { public static Integer one() { return 1; } }');
  expect(org.apex.compile([source('public class B { Integer n = A.two(); }')])).toMatchObject([
    { name: 'B', line: 1, message: expect.stringContaining('Method does not exist') as string },
  ]);
  expect(org.apex.compile([source('public class B { Integer n = A.one(); }')])).toEqual([]);
});

test('jobs run after commit, each in a transaction of its own', () => {
  const org = orgWith(
    `public class Chain implements Queueable {
      Integer n;
      public Chain(Integer n) { this.n = n; }
      public void execute(QueueableContext context) {
        insert new Account(Name = 'job ' + n);
        if (n == 1) { System.enqueueJob(new Chain(2)); later('future'); }
        if (n == 2) throw new IllegalArgumentException('broken');
      }
      @future static void later(String name) { insert new Account(Name = name); }
    }`,
  );
  const run = (text: string): string =>
    org.transaction({ user: org.security.admin(), kind: 'sync' }, (transaction) =>
      org.apex.executeAnonymous(text, transaction),
    ).debugLog;
  run('System.enqueueJob(new Chain(1));');
  expect(run('System.debug([SELECT COUNT() FROM Account]);')).toMatch(/\|0$/);
  org.apex.drainJobs();
  expect(run('for (Account a : [SELECT Name FROM Account ORDER BY Name]) System.debug(a.Name);')).toMatch(
    /\|future\n.*\|job 1$/,
  );
  expect(
    run("System.debug([SELECT ExtendedStatus FROM AsyncApexJob WHERE Status = 'Failed'].ExtendedStatus);"),
  ).toMatch(/\|broken$/);
});
