/** What a transaction does not let pass: stale savepoints, callouts over uncommitted work, a record twice in one list, foreign elements. */
import { runTests } from '../../src/apex/testing/runner.ts';
import { createOrg } from '../../src/org/org.ts';

function outcomes(body: string): Record<string, string> {
  const { org } = createOrg();
  const source = `@IsTest private class Probe {
    public class Mock implements HttpCalloutMock { public HttpResponse respond(HttpRequest request) { return new HttpResponse(); } }
    public class Caller implements Queueable, Database.AllowsCallouts { public void execute(QueueableContext c) { call(); } }
    static void call() {
      HttpRequest request = new HttpRequest();
      request.setEndpoint('https://example.com');
      request.setMethod('GET');
      Test.setMock(HttpCalloutMock.class, new Mock());
      new Http().send(request);
    }
    ${body}
  }`;
  expect(org.apex.compile([{ kind: 'class', name: 'Probe', file: 'Probe.cls', source, apiVersion: 66 }])).toEqual([]);
  return Object.fromEntries(runTests(org).tests.map((test) => [test.methodName, test.message ?? 'pass']));
}

test('callouts wait for work to be committed', () => {
  const pending =
    'System.CalloutException: You have uncommitted work pending. Please commit or rollback before calling out.';
  expect(
    outcomes(`
      @TestSetup static void make() { insert new Account(Name = 'before'); }
      @IsTest static void none() { call(); }
      @IsTest static void pending() { insert new Account(Name = 'a'); call(); }
      @IsTest static void beforeStart() { insert new Account(Name = 'a'); Test.startTest(); call(); Test.stopTest(); }
      @IsTest static void afterStart() { Test.startTest(); insert new Account(Name = 'a'); call(); }
      @IsTest static void job() { Test.startTest(); insert new Account(Name = 'a'); System.enqueueJob(new Caller()); Test.stopTest(); }`),
  ).toEqual({ none: 'pass', pending, beforeStart: 'pass', afterStart: pending, job: 'pass' });
});

test('a savepoint is no longer valid after rolling back to an earlier one, or when it is released', () => {
  const invalid = 'System.TypeException: Invalid savepoint';
  expect(
    outcomes(`
      @IsTest static void again() { Savepoint a = Database.setSavepoint(); Database.rollback(a); Database.rollback(a); }
      @IsTest static void later() { Savepoint a = Database.setSavepoint(); Savepoint b = Database.setSavepoint(); Database.rollback(a); Database.rollback(b); }
      @IsTest static void released() { Savepoint a = Database.setSavepoint(); Database.releaseSavepoint(a); Database.rollback(a); }
      @IsTest static void started() { Savepoint a = Database.setSavepoint(); Test.startTest(); Database.rollback(a); }`),
  ).toEqual({ again: 'pass', later: invalid, released: invalid, started: invalid });
});

test('a typed list names a record once, a generic one may repeat it', () => {
  const results = outcomes(`
    @IsTest static void typed() {
      Account a = new Account(Name = 'a'); insert a;
      try { update new List<Account>{ a, new Account(Id = a.Id) }; Assert.fail(); }
      catch (ListException e) { Assert.areEqual('Duplicate id in list: ' + a.Id, e.getMessage()); }
    }
    @IsTest static void generic() {
      Account a = new Account(Name = 'a'); insert a;
      update new List<SObject>{ new Account(Id = a.Id, Name = 'b'), new Account(Id = a.Id, Name = 'c') };
      Assert.areEqual('c', [SELECT Name FROM Account].Name);
    }`);
  expect(results).toEqual({ typed: 'pass', generic: 'pass' });
});

test('a record that has an id cannot be inserted, and the exception names it', () => {
  const results = outcomes(`
    @IsTest static void twice() {
      Account a = new Account(Name = 'a'); insert a;
      try { insert a; Assert.fail(); }
      catch (DmlException e) {
        Assert.areEqual('Insert failed. First exception on row 0 with id ' + a.Id +
          '; first error: INVALID_FIELD_FOR_INSERT_UPDATE, cannot specify Id in an insert call: [Id]', e.getMessage());
      }
    }`);
  expect(results).toEqual({ twice: 'pass' });
});

test('a list takes only what fits the type it was made with', () => {
  const results = outcomes(`
    static String refused(List<Object> items, Object item) {
      try { items.add(item); return 'added'; } catch (TypeException e) { return e.getMessage(); }
    }
    @IsTest static void stores() {
      Assert.areEqual('Collection store exception adding Integer to List<String>', refused(new List<String>(), 1));
      Assert.areEqual('Collection store exception adding Contact to List<Account>', refused(new List<Account>{ new Account() }, new Contact()));
      Assert.areEqual('added', refused(new List<SObject>(), new Contact()));
      Assert.areEqual('added', refused(new List<Queueable>(), new Caller()));
      Assert.areEqual('added', refused(new List<Exception>(), new NoAccessException()));
      Assert.areEqual('added', refused(new List<Account>(), null));
    }`);
  expect(results).toEqual({ stores: 'pass' });
});
