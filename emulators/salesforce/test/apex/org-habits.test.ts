/** What orgs do though no reference says so, or says so in passing: each line was found by a published project's tests. */
import { createOrg } from '../../src/org/org.ts';

const HOLDER = `public class Holder {
  public Account record;
  public String inside() { return record.Name; }
}`;
const file = { kind: 'class', name: 'Holder', file: 'Holder.cls', source: HOLDER, apiVersion: 66 } as const;

test.each([
  [
    'a field of a null record in an instance variable is null from outside, but its Id and the variable alone are not',
    `Holder h = new Holder();
     System.assertEquals(null, h.record.Name);
     Integer caught = 0;
     try { System.debug(h.record.Id); } catch (NullPointerException e) { caught++; }
     try { h.inside(); } catch (NullPointerException e) { caught++; }
     System.assertEquals(2, caught);`,
  ],
  [
    'putAll of records takes one without an id',
    `Map<Id, Account> m = new Map<Id, Account>();
     m.putAll(new List<Account>{new Account(Name = 'x')});
     System.assertEquals('x', m.get(null).Name);`,
  ],
  [
    'JSON of a map begins with its last entry',
    `System.assertEquals('{"b":2,"a":1}', JSON.serialize(new Map<String, Object>{'a' => 1, 'b' => 2}));`,
  ],
  [
    'an object under an unknown name is passed over in the JSON of a record, a value is not',
    `System.assertEquals('n', ((Account) JSON.deserialize('{"Unknown":{"a":1},"Name":"n"}', Account.class)).Name);
     Boolean refused = false;
     try { JSON.deserialize('{"Unknown":1}', Account.class); } catch (JSONException e) { refused = true; }
     System.assert(refused);`,
  ],
  [
    'a Datetime cast to a Date compiles and fails',
    `Boolean failed = false;
     try { Date d = (Date) Datetime.now(); } catch (TypeException e) {
       failed = e.getMessage() == 'Invalid conversion from runtime type Datetime to Date'; }
     System.assert(failed);`,
  ],
  [
    'a text that is an Object may have a fraction on its way to an Integer',
    `Object text = '123.00';
     System.assertEquals(123, Integer.valueOf(text));`,
  ],
  [
    'results of failed rows have no id, and options without OptAllOrNone save what they can',
    `Database.SaveResult[] results = Database.insert(
       new List<Account>{new Account(), new Account(Name = 'kept')}, new Database.DMLOptions());
     System.assertEquals(null, results[0].getId());
     System.assertNotEquals(null, results[1].getId());
     Database.SaveResult missing = Database.update(new Account(Id = '001000000000zzz', Name = 'x'), false);
     System.assertEquals(null, missing.getId());`,
  ],
  [
    'savepoints: set, rolled back and released cost a statement each, setting a row too',
    `Savepoint point = Database.setSavepoint();
     System.assertEquals(1, Limits.getDmlRows());
     Database.rollback(point);
     Database.releaseSavepoint(point);
     System.assertEquals(3, Limits.getDmlStatements());
     System.assertEquals(1, Limits.getDmlRows());`,
  ],
  [
    'SUM counts the rows it reads, COUNT those it gives; nulls come first, descending as well; parents have their ids',
    `insert new List<Account>{new Account(Name = 'a', NumberOfEmployees = 1), new Account(Name = 'b')};
     List<AggregateResult> counted = [SELECT COUNT(Id) n FROM Account];
     System.assertEquals(1, Limits.getQueryRows());
     List<AggregateResult> summed = [SELECT SUM(NumberOfEmployees) n FROM Account];
     System.assertEquals(3, Limits.getQueryRows());
     System.assertEquals(AggregateResult.SObjectType, summed.getSObjectType());
     List<Account> rows = [SELECT Name, NumberOfEmployees FROM Account ORDER BY NumberOfEmployees DESC];
     System.assertEquals('b', rows[0].Name);
     insert new Contact(LastName = 'c', AccountId = rows[1].Id);
     System.assertEquals(rows[1].Id, [SELECT Account.Name FROM Contact].Account.Id);`,
  ],
  [
    'a picklist value is kept as it is defined',
    `Account one = new Account(Name = 'a', Rating = 'hOT');
     insert one;
     System.assertEquals('Hot', [SELECT Rating FROM Account WHERE Id = :one.Id].Rating);`,
  ],
  [
    'the stack of an exception goes on with that of its cause',
    `Exception first = null;
     try { throw new IllegalArgumentException('inner'); } catch (Exception e) { first = e; }
     try { throw new IllegalArgumentException('outer', first); } catch (Exception e) {
       System.assert(e.getStackTraceString().contains('\\nCaused by\\n'), e.getStackTraceString()); }`,
  ],
  [
    'an Id equals its 15 characters in an assertion',
    `Account one = new Account(Name = 'a');
     insert one;
     System.assertEquals(String.valueOf(one.Id).left(15), one.Id);
     ApexPages.StandardController controller = new ApexPages.StandardController(one);
     System.assertEquals(15, controller.getId().length());`,
  ],
  [
    'messages of pages have their summary for a detail; options sort by value',
    `System.assertEquals('s', new ApexPages.Message(ApexPages.Severity.INFO, 's').getDetail());
     List<SelectOption> options = new List<SelectOption>{new SelectOption('b', 'a'), new SelectOption('a', 'b')};
     options.sort();
     System.assertEquals('a', options[0].getValue());`,
  ],
  [
    'an unknown object to describe',
    `String text;
     try { Schema.describeSObjects(new List<String>{'Nothing'}); } catch (InvalidParameterValueException e) {
       text = e.getMessage(); }
     System.assert(text.startsWith('Invalid sobject provided.'), text);`,
  ],
  [
    'the tasks of an account are among its children twice',
    `Set<String> fields = new Set<String>();
     for (Schema.ChildRelationship each : Account.SObjectType.getDescribe().getChildRelationships())
       if (each.getChildSObject() == Task.SObjectType) fields.add('' + each.getField());
     System.assertEquals(new Set<String>{'WhatId', 'AccountId'}, fields);`,
  ],
])('%s', (_what, code) => {
  const { org } = createOrg();
  expect(org.apex.compile([file])).toEqual([]);
  const result = org.transaction({ user: org.security.admin(), kind: 'sync' }, (transaction) =>
    org.apex.executeAnonymous(code, transaction),
  );
  expect(result.compileProblem ?? result.exceptionMessage ?? 'passes').toBe('passes');
});
