/** What foreign projects taught: forms of Apex that their suites rely on. */
import type { ApexSource } from '../../src/org/services.ts';
import { runTests } from '../../src/apex/testing/runner.ts';
import { createOrg } from '../../src/org/org.ts';

const source = (name: string, text: string): ApexSource => ({
  kind: 'class',
  name,
  file: `${name}.cls`,
  source: text,
  apiVersion: 66,
});

/** Runs the body as a test method beside the classes. @returns what went wrong, or `pass` */
function run(body: string, classes: Record<string, string> = {}): string {
  const { org } = createOrg();
  const sources = Object.entries(classes).map(([name, text]) => source(name, text));
  const probe = source('Probe', `@IsTest private class Probe { @IsTest static void run() { ${body} } }`);
  expect(org.apex.compile([...sources, probe])).toEqual([]);
  return runTests(org).tests[0]!.message ?? 'pass';
}

test('an enum that has the name of a property is reached through its class', () => {
  const Binding = `public class Binding {
    public BindingType BindingType { get; set; }
    public enum BindingType { Apex, Flow }
    public Binding self() { this.BindingType = Binding.BindingType.Flow; return this; }
  }`;
  const body = `Assert.areEqual(Binding.BindingType.Flow, new Binding().self().BindingType);
    Assert.areEqual(2, Binding.BindingType.values().size());`;
  expect(run(body, { Binding })).toBe('pass');
});

test('a static property of a parent that has the name of a type there', () => {
  const classes = {
    Base: `public virtual class Base {
      public interface Filter { String with(String field); }
      public static Filter Filter { get { return new Plain(); } }
      class Plain implements Filter { public String with(String field) { return field + '!'; } }
    }`,
    Sub: `public class Sub extends Base { public String go() { return Filter.with('a'); } }`,
  };
  expect(run(`Assert.areEqual('a!', new Sub().go());`, classes)).toBe('pass');
});

test('a method with wider collections implements, a static one too', () => {
  const classes = {
    Store: `public interface Store { String put(Map<String, Store> values); Store getInstance(); }`,
    Real: `public class Real implements Store {
      public String put(Map<String, Object> values) { return 'put ' + values.size(); }
      public static Store getInstance() { return new Real(); }
    }`,
  };
  const body = `Store one = new Real();
    Assert.areEqual('put 1', one.put(new Map<String, Store>{ 'a' => one }));
    Assert.isNotNull(one.getInstance());`;
  expect(run(body, classes)).toBe('pass');
});

test('a property with the name of a parent is another one', () => {
  const classes = {
    Parent: `public virtual class Parent {
      public List<Object> results { get; protected set; }
      public Parent() { results = new List<Object>(); }
      public Integer size() { return results.size(); }
    }`,
    Child: `public class Child extends Parent {
      public List<String> results { get { return new List<String>{ 'own' }; } }
      public Child() { super.results = new List<Object>{ 'a', 'b' }; }
    }`,
  };
  const body = `Child one = new Child();
    Assert.areEqual(2, one.size());
    Assert.areEqual(2, ((Parent) one).results.size());
    Assert.areEqual(new List<String>{ 'own' }, one.results);`;
  expect(run(body, classes)).toBe('pass');
});

test.each([
  ['compound assignment in a wider type', `Double d = 0; d += (5 * 1.1) + 1; Assert.areEqual(6.5, d);`],
  [
    'collections keep the type of their elements',
    `Object texts = new Set<String>{ 'x' }; Object decimals = new List<Decimal>{ 1 }; Object ids = new List<Id>();
     Assert.isFalse(texts instanceof Set<Id>); Assert.isTrue(decimals instanceof List<Double>);
     Assert.isTrue(ids instanceof List<String>);`,
  ],
  [
    'datetimes are equal to the second',
    `Datetime now = Datetime.newInstance(1700000000123L);
     Assert.isTrue(now == Datetime.newInstance(1700000000000L));
     Assert.areNotEqual(now, now.addSeconds(1));`,
  ],
  [
    'the last key of a loop may be taken out of its map',
    `Map<String, Integer> all = new Map<String, Integer>{ 'a' => 1, 'b' => 2 };
     for (String key : all.keySet()) { if (key == 'b') all.remove(key); } Assert.areEqual(1, all.size());`,
  ],
  [
    'a checkbox is never null',
    `Contact one = new Contact(DoNotCall = true); one.DoNotCall = null; Assert.isFalse(one.DoNotCall);`,
  ],
  [
    'the record type of a name shared with a class of static methods',
    `BusinessHours hours = [SELECT Id FROM BusinessHours LIMIT 1];
     Assert.areEqual(BusinessHours.SObjectType, hours.getSObjectType());`,
  ],
  [
    'picklist entries as JSON',
    `Assert.isTrue(JSON.serialize(Account.Industry.getDescribe().getPicklistValues()).contains('"validFor"'));`,
  ],
  [
    'a lookup to several objects is cast',
    `Case one = [SELECT Owner.Name FROM Case LIMIT 0].isEmpty() ? new Case() : null;
     one.Owner = new User(LastName = 'x'); Assert.areEqual('x', ((User) one.Owner).LastName);`,
  ],
  [
    'a parent that is queried tells its id',
    `Account one = new Account(Name = 'x'); insert one; insert new Contact(LastName = 'y', AccountId = one.Id);
     Contact found = [SELECT Account.Name FROM Contact]; Assert.areEqual(one.Id, found.AccountId);
     Assert.isFalse(found.getPopulatedFieldsAsMap().containsKey('AccountId'));`,
  ],
  [
    'a dynamic search binds variables',
    `Account one = new Account(Name = 'Findable'); insert one; Test.setFixedSearchResults(new List<Id>{ one.Id }); Id wanted = one.Id;
     Assert.areEqual(1, Search.query('FIND {Findable} RETURNING Account(Id WHERE Id = :wanted)')[0].size());`,
  ],
  ['code after System.runAs is reached', `Assert.areEqual(1, Helper.pick());`],
  [
    'tests have a page',
    `ApexPages.currentPage().getParameters().put('id', 'x'); Assert.areEqual('x', ApexPages.currentPage().getParameters().get('id'));`,
  ],
  [
    'distances',
    `Location here = Location.newInstance(37.775, -122.418); Location there = Location.newInstance(37.7899, -122.4);
     Decimal miles = Decimal.valueOf(here.getDistance(there, 'mi')).setScale(2); Assert.areEqual(1.42, miles);
     Assert.areEqual(37.775, here.latitude);`,
  ],
  [
    'administrators may',
    `Profile admin = [SELECT PermissionsCustomizeApplication, UserLicense.Name FROM Profile WHERE Name = 'System Administrator'];
     Assert.isTrue(admin.PermissionsCustomizeApplication); Assert.areEqual('Salesforce', admin.UserLicense.Name);`,
  ],
])('%s', (_title, body) => {
  const Helper = `@IsTest public class Helper { public static Integer pick() {
    System.runAs(new User(Id = UserInfo.getUserId())) { return 1; }
    return 2;
  } }`;
  expect(run(body, { Helper })).toBe('pass');
});

test('scripts of a package', () => {
  const Script = `public class Script implements InstallHandler {
    public void onInstall(InstallContext context) {
      insert new Account(Name = context.isUpgrade() + ' ' + context.isPush() + ' ' + context.previousVersion());
    }
  }`;
  const body = `Test.testInstall(new Script(), null);
    Test.testInstall(new Script(), new Version(1, 2), true);
    Assert.areEqual(1, [SELECT COUNT() FROM Account WHERE Name = 'false false null']);
    Assert.areEqual(1, [SELECT COUNT() FROM Account WHERE Name = 'true true 1.2']);`;
  expect(run(body, { Script })).toBe('pass');
});

test('lenient: a body that does not compile costs itself, a declaration its class; both are named', () => {
  const { org } = createOrg();
  const errors = org.apex.compile(
    [
      source('Half', 'public class Half { public Integer good() { return 1; } public void bad() { NoSuch.thing(); } }'),
      source('Lost', 'public virtual class Lost extends Nowhere { }'),
      source(
        'HalfTest',
        `@IsTest private class HalfTest {
          @IsTest static void good() { Assert.areEqual(1, new Half().good()); }
          @IsTest static void bad() { new Half().bad(); }
          @IsTest static void lost() { new Lost(); }
        }`,
      ),
      source('GoneTest', '@IsTest private class GoneTest extends Lost { @IsTest static void never() { } }'),
    ],
    true,
  );
  expect(errors.map((each) => `${each.file}: ${each.message}`)).toEqual(
    expect.arrayContaining(['Half.cls: Variable does not exist: NoSuch', 'Lost.cls: Invalid type: Nowhere']),
  );
  const results = Object.fromEntries(
    runTests(org).tests.map((each) => [each.methodName, each.message ?? each.outcome]),
  );
  expect(results).toEqual({
    good: 'pass',
    bad: 'NotEmulated: compiling Half.cls:1: Variable does not exist: NoSuch',
    lost: 'NotEmulated: compiling HalfTest.cls:4: Invalid type: Lost',
    never: 'NotEmulated: compiling GoneTest.cls:1: Invalid type: Lost',
  });
});
