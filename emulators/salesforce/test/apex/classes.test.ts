/** Classes: construction order, dispatch, properties, statics, casts. */
import { call, compile, newTransaction, run } from './harness.ts';
import { invoke } from '../../src/apex/runtime/object.ts';

test('fields of all classes are initialised before any constructor runs, base class first', () => {
  const compiled = compile(
    `public class Main {
      static String log = '';
      static Integer note(String s) { log += s; return 1; }
      virtual class Base { Integer a = note('a'); { note('b'); } Base() { note('c'); } Base(Integer i) { this(); note('d'); } }
      class Sub extends Base { Integer e = note('e'); Sub() { super(1); note('f'); } }
      public static String run() { new Sub(); return log; }
    }`,
  );
  expect(call(compiled, 'Main.run')).toBe('abecdf');
});

test('a constructor that returns early gives its object', () => {
  const members = `class Early { Integer a = 1; Early(Boolean isDone) { if (isDone) { return; } a = 2; } }`;
  expect(run('Integer', 'return new Early(true).a * 10 + new Early(false).a;', members)).toBe(12);
});

test('methods dispatch on the object, private ones and super calls do not', () => {
  const compiled = compile(
    `public virtual class Base {
      public virtual String name() { return 'base'; }
      private String secret() { return 'base secret'; }
      public String tell() { return name() + ' ' + secret(); }
    }`,
    `public class Sub extends Base {
      public override String name() { return 'sub of ' + super.name(); }
      private String secret() { return 'sub secret'; }
      public static String run() { Base b = new Sub(); return b.tell(); }
    }`,
  );
  expect(call(compiled, 'Sub.run')).toBe('sub of base base secret');
});

test('overloads are chosen by static type', () => {
  const members = `static String f(Object o) { return 'object'; } static String f(Integer i) { return 'integer'; } static String f(Long l) { return 'long'; }`;
  expect(run('String', 'Object o = 1; Long l = 2; return f(o) + f(1) + f(l);', members)).toBe('objectintegerlong');
});

test('properties', () => {
  const members = `
    static Integer calls = 0;
    static Integer lazy { get { if (lazy == null) { calls++; lazy = 5; } return lazy; } set; }
    Integer doubled { get { return doubled * 2; } set { doubled = value + 1; } }
    Integer plain { get; private set; }`;
  expect(run('Integer', 'return lazy + lazy + calls;', members)).toBe(11);
  expect(
    run(
      'Integer',
      'Main m = new Main(); m.doubled = 3; m.plain = 1; m.plain++; m.doubled += m.plain; return m.doubled;',
      members,
    ),
  ).toBe(22);
});

test('statics live as long as the transaction', () => {
  const compiled = compile('public class Main { static Integer n = 0; public static Integer run() { return ++n; } }');
  const transaction = newTransaction(compiled.org);
  expect([call(compiled, 'Main.run', [], transaction), call(compiled, 'Main.run', [], transaction)]).toEqual([1, 2]);
  expect(call(compiled, 'Main.run')).toBe(1);
  expect(call(compiled, 'Main.run', [], transaction)).toBe(3);
});

test('interfaces, abstract classes and calls by name', () => {
  const compiled = compile(
    'public interface Shape { Integer area(); }',
    'public abstract class Base implements Shape { public abstract Integer side(); public Integer area() { return side() * side(); } }',
    `public class Square extends Base {
      Integer n; public Square(Integer n) { this.n = n; }
      public override Integer side() { return n; }
      public static Integer run() { Shape s = new Square(4); return s.area(); }
      public static Object make() { return new Square(5); }
    }`,
  );
  expect(call(compiled, 'Square.run')).toBe(16);
  expect(invoke(call(compiled, 'Square.make'), 'AREA', [])).toBe(25);
});

test.each([
  ["Object o = 'x'; Integer i = (Integer) o;", 'Invalid conversion from runtime type String to Integer'],
  [
    'Object o = new List<String>(); List<Integer> i = (List<Integer>) o;',
    'Invalid conversion from runtime type List<String> to List<Integer>',
  ],
  ['SObject s = new Account(); Contact c = (Contact) s;', 'Invalid conversion from runtime type Account to Contact'],
])('%s', (body, message) => {
  expect(() => run('void', body)).toThrow(message);
});

test.each<[string, boolean]>([
  ["Object o = 'x'; return o instanceof String;", true],
  ['Object o = 1; return o instanceof String;', false],
  ['Object o; return o instanceof String;', false],
  ['SObject s = new Account(); return s instanceof Account;', true],
  ['Object o = new List<Account>(); return o instanceof List<SObject>;', true],
])('%s', (body, expected) => {
  expect(run('Boolean', body)).toBe(expected);
});

test('record fields', () => {
  const body =
    "Account a = new Account(Name = 'x', NumberOfEmployees = 3); a.NumberOfEmployees += 2; a.Name += 'y'; Contact c = new Contact(Account = a);";
  expect(run('String', `${body} return c.Account.Name + a.NumberOfEmployees + a.Site;`)).toBe('xy5null');
  expect(run('String', 'Contact c = new Contact(); return c.Account.Name;')).toBeNull();
  expect(() => run('String', 'Account a; return a.Name;')).toThrow('Attempt to de-reference a null object');
});
