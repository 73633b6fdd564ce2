/**
 * The semantics that `docs/apex-semantics.md` claims, line by line: what an Apex method returns, or the exception it ends with
 * (`!Type: message`). The numbers are those of that page.
 */
import { createOrg } from '../../src/org/org.ts';

/** Statements that end with a value, and its text. */
type Case = [code: string, expected: string];

const MEMBERS = `
  static Integer calls = 0;
  static Integer once() { calls++; return null; }
  virtual class Base { public virtual String hi() { return 'base'; } }
  class Sub extends Base { public override String hi() { return 'sub'; } }
  class Key {
    Integer value;
    Key(Integer value) { this.value = value; }
    public Boolean equals(Object other) { return other instanceof Key && ((Key) other).value == value; }
    public Integer hashCode() { return value; }
  }
  class Plain { Integer x = 1; String y; }
  class Lazy { public String text { get { if (text == null) text = 'made'; return text; } private set; } }
  class Made {
    String log = 'f';
    { log += 'b'; }
    Made() { this(1); log += 'c'; }
    Made(Integer i) { log += i; }
  }
  enum Season { SPRING, SUMMER }
  class OwnException extends Exception {}
  class Order implements Comparable {
    Integer rank;
    Order(Integer rank) { this.rank = rank; }
    public Integer compareTo(Object other) { return rank - ((Order) other).rank; }
  }
  static String pick(Long x) { return 'long'; }
  static String pick(Double x) { return 'double'; }
  static String pick(Object x) { return 'object'; }
`;

/** A class of one's own that has a platform class's name. */
const SHADOW = `public class Math {
  public static Integer max(Integer a, Integer b) { return 42; }
  public static Integer mod(Integer a, Integer b) { return System.Math.mod(a, b); }
}`;

const NAMES: Case[] = [
  ["return Math.max(1, 2) + ' ' + System.Math.max(1, 2);", '42 2'],
  ["sTRING TEXT = 'a'; return text.EQUALS('A') + '' + new Map<String, Integer>{ 'a' => 1 }.get('A');", 'falsenull'],
  ['Boolean b; if (b) { } return null;', '!System.NullPointerException: Attempt to de-reference a null object'],
  [
    "Object a = 1; Object b = 1L; Object c = 1.5; return (a instanceof Integer) + '' + (b instanceof Long) + (c instanceof Decimal);",
    'truetruetrue',
  ],
  [
    "Id i = '001000000000001'; String s = i; Datetime t = Date.newInstance(2024, 1, 5); Long l = 5; Double d = l; return s.length() + ' ' + d;",
    '18 5.0',
  ],
  ["Id i = Id.valueOf('nonsense'); return i;", '!System.StringException: Invalid id: nonsense'],
  [
    'List<Base> bases = new List<Sub>(); bases.add(new Base()); return bases.size();',
    '!System.TypeException: Collection store exception adding Main.Base to List<Main.Sub>',
  ],
  ["Integer[] many = new Integer[3]; return many.size() + '' + many[0];", '3null'],
];

const ARITHMETIC: Case[] = [
  ["return 2147483647 + 1 + ' ' + 365 * 24 * 60 * 60 * 1000;", '-2147483648 1471228928'],
  ["Double d = 5 / 3; return d + ' ' + Math.mod(-7, 3);", '1.0 -1'],
  ['return 1 / (1 - 1);', '!System.MathException: Divide by 0'],
  [
    "Decimal a = 1.1; Decimal b = 1.10; return (a == b) + '' + new Set<Decimal>{ a, b }.size() + ' ' + b + ' ' + (a * b);",
    'true2 1.10 1.210',
  ],
  ["return '' + (1.0 / 3.0) + ' ' + (1.0 / 4.0);", '0.333333333333333333333333333333333 0.25'],
  [
    "return '' + (2.5).setScale(0) + (3.5).setScale(0) + ' ' + (2.345).setScale(2, System.RoundingMode.HALF_UP);",
    '24 2.35',
  ],
  ["Integer none; return (none < 1) + '' + (none > 1) + ' ' + ('a' > null);", 'falsefalse true'],
  ['Integer none; return none + 1;', '!System.NullPointerException: Attempt to de-reference a null object'],
  [
    "return (6 & 3) + ' ' + (6 | 3) + ' ' + (6 ^ 3) + ' ' + (-8 >> 1) + ' ' + (-8 >>> 28) + ' ' + (1 << 3);",
    '2 7 5 -4 15 8',
  ],
];

const STRINGS: Case[] = [
  [
    "Account a = new Account(Name = ' x ', Site = ''); insert a; a = [SELECT Name, Site FROM Account WHERE Id = :a.Id]; return a.Name + a.Site;",
    'xnull',
  ],
  [
    "String s = 'ABC'; switch on s { when 'abc' { return 'lower'; } when else { return s == 'abc' ? 'equal, not switched' : 'no'; } }",
    'equal, not switched',
  ],
  [
    "String none; return 'a' + none + 1 + true + Date.newInstance(2024, 1, 5) + String.valueOf(Date.newInstance(2024, 1, 5));",
    'anull1true2024-01-05 00:00:002024-01-05',
  ],
  [
    "return String.join('a1b22c'.split('\\\\d+'), '|') + 'x,,'.split(',').size() + 'aab'.replaceAll('(a)(b)', '$2$1');",
    'a|b|c1aba',
  ],
  ["return String.format('It\\'\\'s {0} and {1}', new List<Object>{ 1, 'b' });", "It's 1 and b"],
  ["return 'abc'.substring(5);", '!System.StringException: Starting position out of bounds: 5'],
];

const COLLECTIONS: Case[] = [
  [
    "List<Account> l = new List<Account>{ new Account(Name = 'b'), new Account(Name = 'a'), new Account() }; l.sort(); return l;",
    '(Account:{}, Account:{Name=a}, Account:{Name=b})',
  ],
  [
    "return new Map<Id, Account>(new List<Account>{ new Account(Name = 'b') });",
    '!System.ListException: Row with null Id at index: 0',
  ],
  [
    "return JSON.serialize(new Map<Account, Integer>{ new Account(Name = 'x') => 1 });",
    '!System.JSONException: Apex Type unsupported in JSON: Account',
  ],
  [
    "return (new Account(Name = 'a') == new Account(Name = 'a')) + '' + (new List<Integer>{ 1 } == new List<Integer>{ 1 }) + (new Plain() == new Plain()) + (new Key(1) == new Key(1));",
    'truetruefalsetrue',
  ],
  [
    "Map<String, Integer> m = new Map<String, Integer>{ 'z' => 1, 'a' => 2, null => 3 }; m.put('z', 4); return String.valueOf(m.values());",
    '(4, 2, 3)',
  ],
  [
    "Account a = new Account(Name = 'x'); Set<Account> s = new Set<Account>{ a }; a.Name = 'y'; return s.contains(a) + '' + new Set<Key>{ new Key(1), new Key(1) }.size();",
    'false1',
  ],
  ["List<Order> l = new List<Order>{ new Order(3), new Order(1) }; l.sort(); return l[0].rank + '' + l[1].rank;", '13'],
  ['return new List<Integer>{ 1 }[1];', '!System.ListException: List index out of bounds: 1'],
  [
    "Set<Integer> s = new Set<Integer>{ 1, 2 }; for (Integer i : s) s.add(i + 10); return '';",
    '!System.FinalException: Cannot modify a collection while it is being iterated.',
  ],
];

const CLASSES: Case[] = [
  ['once(); return calls + new Made().log;', '1fb1c'],
  ['once(); return calls;', '1'],
  [
    "try { System.assert(false, 'no'); } catch (Exception e) { return 'caught'; } return '';",
    '!System.AssertException: Assertion Failed: no',
  ],
  ['Base b = new Sub(); return b.hi() + new Lazy().text;', 'submade'],
  ["return pick(1) + pick(1L) + pick('s');", 'longlongobject'],
  [
    "Object o = 'text'; return '' + (Integer) o;",
    '!System.TypeException: Invalid conversion from runtime type String to Integer',
  ],
  [
    "Object o; List<SObject> l = new List<Account>(); return (o instanceof String) + '' + ((List<Account>) l).size();",
    'false0',
  ],
  ["return Season.valueOf('SUMMER').ordinal() + Season.values()[0].name();", '1SPRING'],
  [
    "try { throw new OwnException(); } catch (Exception e) { return e.getTypeName() + ' ' + e.getMessage(); }",
    'Main.OwnException Script-thrown exception',
  ],
  [
    "String s = ''; try { try { throw new OwnException('a', new OwnException('b')); } finally { s += 'f'; } } catch (OwnException e) { s += e.getMessage() + e.getCause().getMessage(); } return s;",
    'fab',
  ],
];

const FLOW: Case[] = [
  [
    "List<Account> l = new List<Account>(); for (Integer i = 0; i < 450; i++) l.add(new Account(Name = 'n' + i)); insert l; String s = ''; for (List<Account> c : [SELECT Id FROM Account]) s += c.size() + ' '; return s;",
    '200 200 50 ',
  ],
  [
    "SObject s = new Contact(); switch on s { when Account a { return 'a'; } when Contact c { return 'c'; } when null { return 'n'; } } return 'none';",
    'c',
  ],
  ["Account none; return none?.Name + '' + (none?.Name ?? 'else') + (once() ?? 1) + calls;", 'nullelse11'],
];

const RECORDS: Case[] = [
  [
    "insert new Account(Name = 'a'); Account a = [SELECT Id FROM Account LIMIT 1]; return a.Name;",
    '!System.SObjectException: SObject row was retrieved via SOQL without querying the requested field: Account.Name',
  ],
  ["new Account().put('Nope__c', 1); return '';", '!System.SObjectException: Invalid field Nope__c for Account'],
  [
    "Account a = new Account(Name = 'a', Site = null); return '' + a.isSet('Site') + a.isSet('Fax') + a.getPopulatedFieldsAsMap().keySet();",
    'truefalse{Name, Site}',
  ],
  [
    "Account a = new Account(Id = '001000000000001AAA', Name = 'a'); return '' + a.clone().Id + a.clone(true).Id;",
    'null001000000000001AAA',
  ],
  [
    "return '' + Account.Name + Account.SObjectType + Type.forName('Main.Sub') + Id.valueOf('001000000000001').getSObjectType();",
    'NameAccountMain.SubAccount',
  ],
  [
    "return '' + Schema.getGlobalDescribe().containsKey('ACCOUNT') + Schema.SObjectType.Account.fields.getMap().containsKey('name');",
    'truetrue',
  ],
];

const LIBRARY: Case[] = [
  [
    "return JSON.serialize(new Map<String, Object>{ 'd' => 1.50, 't' => Datetime.newInstanceGmt(2024, 1, 5, 10, 11, 12), 'e' => Season.SPRING });",
    '{"e":"SPRING","t":"2024-01-05T10:11:12.000Z","d":1.50}',
  ],
  ['return JSON.serialize(new Plain()) + JSON.serialize(new Plain(), true);', '{"y":null,"x":1}{"x":1}'],
  [
    "return '' + Date.newInstance(2024, 1, 31).addMonths(1) + Datetime.newInstanceGmt(2024, 1, 5, 1, 2, 3).formatGmt('yyyy-MM-dd HH:mm:ss');",
    '2024-02-29 00:00:002024-01-05 01:02:03',
  ],
  [
    "return EncodingUtil.convertToHex(Crypto.generateDigest('MD5', Blob.valueOf('a'))) + EncodingUtil.urlEncode('a b', 'UTF-8');",
    '0cc175b9c0f1b6a831c399e269772661a+b',
  ],
  ["return EncodingUtil.convertFromHex('ff').toString();", '!System.StringException: BLOB is not a valid UTF-8 string'],
  [
    "return '' + new Account(Name = 'x') + new List<Integer>{ 1, 2 } + new Set<String>{ 'a' } + new Map<String, Integer>{ 'k' => 1 } + new Plain();",
    'Account:{Name=x}(1, 2){a}{k=1}Plain:[x=1, y=null]',
  ],
  [
    "Savepoint s = Database.setSavepoint(); Account a = new Account(Name = 'a'); insert a; Database.rollback(s); return (a.Id != null) + '' + [SELECT COUNT() FROM Account] + Limits.getDmlStatements();",
    'true03',
  ],
];

const GROUPS: Record<string, Case[]> = {
  'names, types, literals (1-8)': NAMES,
  'arithmetic (9-15)': ARITHMETIC,
  'strings (16-20)': STRINGS,
  'equality and collections (21-27)': COLLECTIONS,
  'classes (28-38)': CLASSES,
  'control flow (39-42)': FLOW,
  'records (43-48)': RECORDS,
  'library (49-56)': LIBRARY,
};

describe.each(Object.entries(GROUPS))('%s', (_name, cases) => {
  const { org } = createOrg();
  const user = org.security.admin();
  const methods = cases.map(([code], index) => `public static Object t${index}() { ${code} }`);
  const source = `public class Main { ${MEMBERS} ${methods.join('\n')} }`;
  const own = (name: string, text: string) =>
    ({ kind: 'class', name, file: `${name}.cls`, source: text, apiVersion: 66 }) as const;
  const errors = org.apex.compile([own('Main', source), own('Math', SHADOW)]);

  test('compiles', () => expect(errors).toEqual([]));

  test.each(cases.map(([code, expected], index) => [code, expected, index] as const))(
    '%s → %s',
    (_code, expected, index) => {
      const result = org.transaction({ user, kind: 'sync', discard: true }, (transaction) =>
        org.apex.executeAnonymous(`System.debug('=' + Main.t${index}());`, transaction),
      );
      const shown = result.exceptionMessage === null ? '' : `!${result.exceptionMessage}`;
      expect(/\|DEBUG\|=(.*)$/.exec(result.debugLog)?.[1] ?? shown).toBe(expected);
    },
  );
});
