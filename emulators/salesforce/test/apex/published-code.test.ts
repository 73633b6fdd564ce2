/** What more published projects taught, through the tests of a deployed project. */
import { field, object } from '../data/harness.ts';
import { run } from './published.ts';

describe('names', () => {
  test.each(['R', 'S', 'K', 'Function', 'Await'])('a class may be called %s', (name) => {
    const text = `public class ${name} { public class Part { public Integer one() { return 1; } } public static Integer two() { return new Part().one() + 1; } }`;
    expect(run(`Assert.areEqual(2, ${name}.two());`, { [name]: text })).toBe('pass');
  });
});

describe('interfaces', () => {
  test('what every object has needs no implementation', () => {
    const classes = {
      Shown: 'public interface Shown { String toString(); Integer hashCode(); Boolean equals(Object other); }',
      Plain: "public class Plain implements Shown { public String name = 'x'; }",
    };
    const body = `Shown one = new Plain(); Assert.areEqual('Plain:[name=x]', one.toString());
      Assert.isTrue(one.equals(one)); Assert.isFalse(one.equals(new Plain())); Assert.areEqual(one.hashCode(), one.hashCode());`;
    expect(run(body, classes)).toBe('pass');
  });

  test('a method that takes any iterable takes lists', () => {
    const classes = {
      Adder: 'public interface Adder { Integer count(List<Object> values); }',
      Taker: `public class Taker implements Adder {
        public Integer count(Iterable<Object> values) { Integer n = 0; for (Object each : values) n++; return n; }
      }`,
    };
    expect(run('Adder one = new Taker(); Assert.areEqual(2, one.count(new List<Object>{ 1, 2 }));', classes)).toBe(
      'pass',
    );
  });
});

describe('stubs', () => {
  const inner = `class Provider implements StubProvider {
    public Object handleMethodCall(Object stub, String name, Type result, List<Type> types, List<String> names, List<Object> values) { return 5; }
  }
  public virtual class Within {}`;
  test.each([
    [
      'what is given must fit',
      '((Text) Test.createStub(Text.class, new Provider())).get();',
      'Invalid conversion from runtime type Integer to String',
    ],
    ['an inner class', 'Test.createStub(Within.class, new Provider());', 'Cannot stub type Probe.Within'],
    ['a class nobody else can make', 'Test.createStub(Single.class, new Provider());', 'Cannot stub type Single'],
  ])('%s', (_what, statement, message) => {
    const classes = {
      inner,
      Text: "public virtual class Text { public virtual String get() { return 'x'; } }",
      Single: 'public class Single { private Single() {} }',
    };
    const body = `String text; try { ${statement} } catch (TypeException e) { text = e.getMessage(); } Assert.areEqual('${message}', text);`;
    expect(run(body, classes)).toBe('pass');
  });
});

test('a mock gets requests as they are', () => {
  const inner =
    'class Mock implements HttpCalloutMock { public HttpResponse respond(HttpRequest request) { HttpResponse r = new HttpResponse(); r.setStatusCode(204); return r; } }';
  const body = `Test.setMock(HttpCalloutMock.class, new Mock()); Assert.areEqual(204, new Http().send(new HttpRequest()).getStatusCode());`;
  expect(run(body, { inner })).toBe('pass');
});

test('members of an object become JSON from Z to A, with those of its parent', () => {
  const classes = {
    Base: 'public virtual class Base { public Integer middle = 2; }',
    Sub: 'public class Sub extends Base { public Integer alpha = 1; public String Zeta { get; set; } public transient Integer gone = 4; }',
  };
  expect(run(`Assert.areEqual('{"Zeta":null,"middle":2,"alpha":1}', JSON.serialize(new Sub()));`, classes)).toBe(
    'pass',
  );
});

describe('pages', () => {
  test('parameters are found without regard to case and listed by name', () => {
    const body = `PageReference page = new PageReference('/apex/x?b=2&A=1'); page.getParameters().put('c', '3'); page.getParameters().put('B', '4');
      Assert.areEqual('/apex/x?A=1&b=4&c=3', page.getUrl()); Assert.areEqual('1', page.getParameters().get('a'));`;
    expect(run(body)).toBe('pass');
  });

  test('a test that set no page has one without an address', () => {
    const body = `ApexPages.currentPage().getParameters().put('id', 'x'); Assert.isNull(ApexPages.currentPage().getUrl());`;
    expect(run(body)).toBe('pass');
  });
});

test('what a dependent picklist value goes with can be read from its JSON', () => {
  const value = (name: string): string =>
    `<value><fullName>${name}</fullName><default>false</default><label>${name}</label></value>`;
  const set = (names: string[]): string =>
    `<valueSetDefinition><sorted>false</sorted>${names.map(value).join('')}</valueSetDefinition>`;
  const setting = (controlling: string, name: string): string =>
    `<valueSettings><controllingFieldValue>${controlling}</controllingFieldValue><valueName>${name}</valueName></valueSettings>`;
  const metadata = [
    object('Place__c'),
    field('Place__c', 'Country__c', `<type>Picklist</type><valueSet>${set(['DE', 'US'])}</valueSet>`),
    field(
      'Place__c',
      'State__c',
      `<type>Picklist</type><valueSet><controllingField>Country__c</controllingField>${set(['Bavaria', 'Ohio'])}${setting('DE', 'Bavaria')}${setting('US', 'Ohio')}</valueSet>`,
    ),
  ];
  const body = `Schema.DescribeFieldResult d = Place__c.State__c.getDescribe(); Assert.isTrue(d.isDependentPicklist());
    Assert.areEqual(Place__c.Country__c, d.getController()); Assert.isTrue(JSON.serialize(d.getPicklistValues()).contains('"validFor":"gAAA","value":"Bavaria"'));
    Assert.isTrue(JSON.serialize(d.getPicklistValues()[1]).contains('"validFor":"QAAA"'));
    Assert.isNull(Place__c.Country__c.getDescribe().getController());`;
  expect(run(body, {}, metadata)).toBe('pass');
});

test('a private virtual method is overridden by a private one that says so', () => {
  const classes = {
    Counter: `public virtual class Counter {
      @TestVisible private virtual Integer tens() { return 1; }
      private Integer ones() { return 1; }
      public Integer sum() { return tens() * 10 + ones(); }
    }`,
    inner:
      'class Sub extends Counter { private override Integer tens() { return 2; } private Integer ones() { return 2; } }',
  };
  expect(run('Assert.areEqual(21, new Sub().sum());', classes)).toBe('pass');
});

test('lists of Double and of Decimal pass for each other; any list of records may be asked what it is', () => {
  const body = `List<Decimal> exact = new List<Decimal>{ 2.5 }; List<Double> rough = exact; Assert.areEqual(2.5, rough[0]);
    Assert.isTrue(new List<SObject>() instanceof List<SObject>);`;
  expect(run(body)).toBe('pass');
});
