/** Whole classes: modifiers, inheritance, interfaces, constructors, visibility. */
import { asClass, type Case } from './case.ts';

const current = asClass([
  ['public class T {}'],
  ['class T {}', 'Top-level type must have public or global visibility'],
  ['@IsTest private class T { @IsTest static void works() {} @TestSetup static void make() {} }'],
  ['@IsTest private class T { @IsTest void works() {} }', 'must be static'],
  ['@IsTest private class T { @IsTest static void works(Integer i) {} }', 'Test methods must have no arguments'],
  ['@IsTest private class T { @TestSetup static Integer make() { return 1; } }', 'Test setup method must return void'],
  ['public class T { @Missing public void go() {} }', 'Annotation does not exist: Missing'],
  ['public class T { public Integer go() {} }', 'Missing return statement required return type: Integer'],
  [
    'public class T { public Integer go(Boolean b) { if (b) { return 1; } } }',
    'Missing return statement required return type: Integer',
  ],
  ['public class T { public Integer go(Boolean b) { if (b) { return 1; } else { return 2; } } }'],
  ['public class T { public Integer go(Boolean b) { while (b) { return 1; } } }', 'Missing return statement'],
  ['public class T { public Integer go() { throw new DmlException(); } }'],
  ['public class T { public Integer go() { try { return 1; } catch (Exception e) { throw e; } } }'],
  ['public class T { public Integer go() { try { return 1; } catch (Exception e) { } } }', 'Missing return statement'],
  ['public class T { public Integer go(Integer i) { switch on i { when 1 { return 1; } when else { return 2; } } } }'],
  [
    'public class T { public Integer go(Integer i) { switch on i { when 1 { return 1; } } } }',
    'Missing return statement',
  ],
  ['public class T { public Integer go() { return; } }', 'Missing return statement required return type: Integer'],
  ["public class T { public Integer go() { return 'a'; } }", 'Illegal assignment from String to Integer'],
  [
    'public class T { public Decimal go() { return 1; } public Object all() { return 1; } public Account one() { return [SELECT Id FROM Account LIMIT 1]; } }',
  ],
  ['public class T { Integer x; String x; }', 'Duplicate field: x'],
  ['public class T { Integer x; Integer X { get; set; } }', 'Duplicate field: X'],
  ['public class T { void go() {} void go() {} }', 'Method already defined: void go() from the type T'],
  ['public class T { void go() {} Integer go() { return 1; } }', 'Method already defined'],
  ['public class T { void go(Integer i) {} void go(Long i) {} void go(String s) {} }'],
  ['public class T { T() {} T() {} }', 'already defined'],
  ['public class T { public void go(Integer a, Integer a) {} }', 'Duplicate variable: a'],
  ['public class T { public void go(void v) {} }', 'syntax'],
  ['public class T { void v; }', 'syntax'],
  ['public class T { public T(Integer i) {} public static T make() { return new T(1); } }'],
  [
    'public class T { public T(Integer i) {} public static T make() { return new T(); } }',
    'Constructor not defined: [T].<Constructor>()',
  ],
  ['public class T { public T() { this(1); } public T(Integer i) { } }'],
  [
    "public class T { public T() { this('a'); } public T(Integer i) { } }",
    'Constructor not defined: [T].<Constructor>(String)',
  ],
  [
    'public class T { public T() { Integer i = 1; this(i); } public T(Integer i) { } }',
    "Call to 'this()' must be the first statement",
  ],
  [
    'public class T { Integer n; public T() { this(n); } public T(Integer i) { } }',
    'Cannot reference instance variables in a constructor invocation: n',
  ],
  ['public class T { public T() { super(); } }', 'No super type defined'],
  [
    'public virtual class T { public T(Integer i) {} public class C extends T { public C() {} } }',
    'No default constructor available in super type: T',
  ],
  ['public virtual class T { public T(Integer i) {} public class C extends T { public C() { super(1); } } }'],
  ['public class T { final Integer n; public T() { n = 1; } }'],
  [
    'public class T { final Integer n; public T() { n = 1; } void go() { n = 2; } }',
    'Final members can only be assigned',
  ],
  ['public class T { static final Integer N; static { N = 1; } { Integer m = N; } }'],
  ['public class T { Integer n = missing; }', 'Variable does not exist: missing'],
  ["public class T { Integer n = 'a'; }", 'Illegal assignment from String to Integer'],
  [
    'public class T { Integer n; static Integer go() { return n; } }',
    'Non static field cannot be referenced from a static context: n',
  ],
  [
    'public class T { void go() {} static void run() { go(); } }',
    'Non static method cannot be referenced from a static context',
  ],
  ['public class T { static void run() { this.go(); } void go() {} }', 'This cannot be referenced in a static context'],
  ['public class T { static Integer n = 1; static Integer m = n + 1; Integer k = m; }'],
  [
    'public class T { public Integer n { get; set; } public Integer m { get { return n; } set { n = value; } } public static Integer s { get; private set; } }',
  ],
  ['public class T { public Integer m { get { } } }', 'Missing return statement'],
  ["public class T { public Integer m { get { return 'a'; } } }", 'Illegal assignment from String to Integer'],
  ['public class T { public Integer m { set { m = value + 1; } } }'],
  ['public class T extends Missing {}', 'Invalid type: Missing'],
  ['public class T extends Account {}', 'Invalid super type: Account'],
  ['public class T implements Missing {}', 'Invalid type: Missing'],
  [
    'public class T { public class A {} public class B extends A {} }',
    'Non-virtual and non-abstract type cannot be extended',
  ],
  ['public class T { public virtual class A {} public class B extends A {} }'],
  ['public class T { public class A {} public class B implements A {} }', 'Invalid interface'],
  ['public class T { public interface A {} public class B extends A {} }', 'Invalid super type'],
  ['public virtual class T extends T {}', 'Circular definition: T'],
  ['public class T { public virtual class A extends B {} public virtual class B extends A {} }', 'Circular definition'],
  ['public class T { public interface A { void go(); } public class B implements A { public void go() {} } }'],
  [
    'public class T { public interface A { void go(); } public class B implements A { } }',
    'Class T.B must implement the method: void go()',
  ],
  [
    'public class T { public interface A { void go(); } public class B implements A { public void go(Integer i) {} } }',
    'Class T.B must implement the method: void go()',
  ],
  [
    'public class T { public interface A { void go(); } public class B implements A { void go() {} } }',
    'Overriding implementations of global or public interface methods must be global or public',
  ],
  [
    'public class T { public interface A { void go(); } public abstract class B implements A { } public class C extends B { } }',
    'Class T.C must implement the method: void go()',
  ],
  [
    'public class T { public interface A { Integer go(); } public class B implements A { public String go() { return null; } } }',
    'must implement the method: Integer go()',
  ],
  [
    'public class T { public abstract class A { public abstract void go(); } public class B extends A { public override void go() {} } }',
  ],
  [
    'public class T { public abstract class A { public abstract void go(); } public class B extends A { } }',
    'Class T.B must implement the abstract method: void go()',
  ],
  [
    'public class T { public abstract class A { public abstract void go() {} } }',
    'Abstract methods cannot have a body',
  ],
  ['public abstract class T { public void go(); }', 'Method must have a body'],
  ['public class T { public abstract void go(); }', 'abstract'],
  [
    'public class T { public virtual class A { public virtual void go() {} } public class B extends A { public void go() {} } }',
    'Method must use the override keyword: void go()',
  ],
  [
    'public class T { public virtual class A { public void go() {} } public class B extends A { public override void go() {} } }',
    'Non-virtual, non-abstract methods cannot be overridden: void go()',
  ],
  [
    'public class T { public virtual class A { } public class B extends A { public override void go() {} } }',
    '@Override specified for non-overriding method: void go()',
  ],
  [
    'public class T { public virtual class A { public virtual Integer go() { return 1; } } public class B extends A { public override String go() { return null; } } }',
    'Method return types clash',
  ],
  [
    'public class T { public virtual class A { public virtual void go() {} } public class B extends A { protected override void go() {} } }',
    'Cannot reduce the visibility of method: void go()',
  ],
  [
    'public class T { public virtual class A { protected virtual void go() {} } public class B extends A { public override void go() { super.go(); } } }',
  ],
  [
    'public class T { public abstract class A { public abstract void go(); } public class B extends A { public override void go() { super.go(); } } }',
    'Abstract method cannot be called directly',
  ],
  ['public class T { public class A { public class B {} } }', 'Inner types are not allowed to have inner types'],
  ['public class T { public class A { static Integer n; } }', 'tatic'],
  ['public class T { public class A { static { } } }', 'Inner types are not allowed to have static blocks'],
  ['public class T { public class A { static void go() {} } }', 'tatic'],
  ['public class T { class A {} class a {} }', 'Duplicate class name: a'],
  [
    'public class T { class E extends Exception {} }',
    "Classes extending Exception must have a name ending in 'Exception': E",
  ],
  ['public class T { class OddException {} }', 'Exception class must extend another Exception class: OddException'],
  ["public class T { class OddException extends Exception {} void go() { throw new OddException('a'); } }"],
  [
    'public class T { class OddException extends Exception { public OddException(String s) {} } }',
    'System exception constructor already defined',
  ],
  [
    "public class T { class OddException extends Exception { Integer n; public OddException(Integer i) { this('a'); n = i; } } void go() { throw new OddException(1); } }",
  ],
  ['public class T implements Comparable { public Integer compareTo(Object other) { return 0; } }'],
  [
    'public class T implements Comparable { public Integer compareTo(T other) { return 0; } }',
    'must implement the method: Integer compareTo(Object)',
  ],
  [
    'public class T implements Comparator<Account> { public Integer compare(Account a, Account b) { return 0; } void go(List<Account> l) { l.sort(this); l.sort(new T()); } }',
  ],
  [
    'public class T implements Iterable<String> { public Iterator<String> iterator() { return null; } void go() { for (String s : this) {} } }',
  ],
  [
    'public class T implements Iterator<Integer> { public Boolean hasNext() { return false; } public Integer next() { return 1; } }',
  ],
  ['public class T implements Queueable { public void execute(QueueableContext c) { System.enqueueJob(new T()); } }'],
  [
    'public class T implements Queueable { public void execute() {} }',
    'Class T must implement the method: void execute(System.QueueableContext)',
  ],
  [
    'public class T implements Schedulable { public void execute(SchedulableContext c) { System.schedule(null, null, this); } }',
  ],
  [
    'public class T implements Database.Batchable<SObject>, Database.Stateful { public Database.QueryLocator start(Database.BatchableContext c) { return Database.getQueryLocator([SELECT Id FROM Account]); } public void execute(Database.BatchableContext c, List<Account> s) {} public void finish(Database.BatchableContext c) { Database.executeBatch(this, 10); } }',
  ],
  [
    'public class T implements Database.Batchable<String> { public Iterable<String> start(Database.BatchableContext c) { return new List<String>(); } public void execute(Database.BatchableContext c, List<String> s) {} public void finish(Database.BatchableContext c) {} }',
  ],
  [
    'public class T implements Database.Batchable<SObject> { public void execute(Database.BatchableContext c, List<Account> s) {} public void finish(Database.BatchableContext c) {} }',
    'must implement the method',
  ],
  [
    'public class T implements HttpCalloutMock { public HttpResponse respond(HttpRequest r) { HttpResponse x = new HttpResponse(); x.setBody(r.getBody()); return x; } }',
  ],
  [
    'public class T implements System.Callable { public Object call(String a, Map<String, Object> m) { return m.get(a); } }',
  ],
  [
    'public class T { public override String toString() { return null; } public Boolean equals(Object o) { return o instanceof T; } public Integer hashCode() { return 1; } }',
  ],
  [
    'public class T { @InvocableMethod public static void go(List<Id> ids) {} @future(callout=true) static void later(Set<Id> ids) {} @AuraEnabled(cacheable=true) public static String read() { return null; } }',
  ],
  ['public class T { private class A { private Integer n; } void go(A a) { a.n = 1; } }'],
  [
    'public class T { public enum E { A, B } static E pick() { return E.A; } String name(E one) { return one == E.A ? one.name() : null; } }',
  ],
  ['public enum T { A, B }'],
  ['public interface T { void go(); Integer size(List<String> names); }'],
  ['public interface T extends Missing { }', 'Invalid type: Missing'],
  ['public interface T { void go(Missing m); }', 'Invalid type: Missing'],
  ['public class T { static Integer database = 1; static void go(String Database) { Database.length(); } }'],
  [
    'public class T { static void go(String Database) { Database.insert(new Account()); } }',
    'Method does not exist or incorrect signature: void insert(Account) from the type String',
  ],
  [
    'public class T { public class Account {} void go() { Account a = new Account(); Schema.Account b = new Schema.Account(Name = null); } }',
  ],
  [
    'public class T { public class Account {} void go() { Account a = new Account(); a.Name = null; } }',
    'Variable does not exist: Name',
  ],
  ['public class T { static class A {} }', 'static is not allowed on classes'],
  ['public class T { final class A {} }', 'final is not allowed on classes'],
  ['public class T { abstract Integer n; }', 'abstract is not allowed on fields'],
  ['public class T { transient void go() {} }', 'transient is not allowed on methods'],
  ['public class T { static T() {} }', 'static is not allowed on constructors'],
  ['public virtual class T { public static virtual void go() {} }', 'static methods cannot be virtual'],
  ['public class T { interface A {} class B implements A, A {} }', 'Interface already implemented: T.A'],
  ['public class T { Integer any; }', 'Identifier name is reserved: any'],
  ['public class T { void go(Integer system) {} }', 'Identifier name is reserved: system'],
  ['public class T { void go() { Integer a__b; } }', 'Invalid character in identifier: a__b'],
  ['public class T { void go() { Integer a_; } }', 'Invalid character in identifier: a_'],
  ['public class T { void join() {} void sort() { join(); } }'],
  [
    'public class T { @IsTest(Wrong=true) static void go() {} }',
    'No such property, wrong, defined on this annotation: IsTest',
  ],
  ['public class T { @future void later() {} }', 'Future methods must be declared as static'],
  [
    'public class T { @future static Integer later() { return 1; } }',
    'Future methods do not support return type of Integer',
  ],
  [
    'public class T { @future static void later(Account a) {} }',
    'Future methods do not support parameter type of Account',
  ],
  ['public class T { @future static void later(List<Id> ids, Map<String, Integer> m) {} }'],
  ['public class T { @InvocableMethod public static void go(Integer i) {} }', 'Unsupported parameter type Integer'],
  [
    'public class T { @InvocableMethod public static void go(List<Id> a, List<Id> b) {} }',
    'Only one parameter is supported',
  ],
  [
    'public class T { @InvocableMethod public static void one(List<Id> a) {} @InvocableMethod public static void two(List<Id> a) {} }',
    'Only one method per type can be defined with: InvocableMethod',
  ],
  [
    'public class T { @AuraEnabled public Integer size(Integer i) { return i; } }',
    'Non static AuraEnabled methods may not have parameters',
  ],
  [
    'public class T { @AuraEnabled public static void go() {} @AuraEnabled public static void go(Integer i) {} }',
    'overload is not permitted',
  ],
  ['public with sharing class T { } '],
  ['public class T { transient Integer n; public static transient Integer m; }'],
]);

const since65 = asClass(
  [
    [
      'public abstract class T { abstract void go(); }',
      'abstract methods must be declared as protected, public or global',
    ],
    ['public class T { override public String toString() { return null; } }'],
  ],
  65,
);
const before65 = asClass(
  [['public abstract class T { abstract void go(); public class C extends T { override void go() {} } }']],
  60,
);
const since67 = asClass(
  [['public class T { List<Account> l = [SELECT Id FROM Account WITH SECURITY_ENFORCED]; }', 'WITH SECURITY_ENFORCED']],
  67,
);
const before67 = asClass(
  [['public class T { List<Account> l = [SELECT Id FROM Account WITH SECURITY_ENFORCED]; }']],
  66,
);

const triggers: Case[] = (
  [
    [
      'trigger T on Account (before insert, after update) { for (Account a : Trigger.new) { a.Name = Trigger.oldMap?.get(a.Id)?.Name; } if (Trigger.isInsert && Trigger.size > 1) { return; } }',
    ],
    ['trigger T on Missing__c (before insert) {}', "Trigger type isn't an SObject: Missing__c"],
    [
      'trigger T on Account (before insert) { Contact c = Trigger.new[0]; }',
      'Illegal assignment from Account to Contact',
    ],
    ['trigger T on Account (before insert) { return 1; }', 'Trigger bodies must not return a value'],
    [
      'trigger T on Account (before insert) { switch on Trigger.operationType { when BEFORE_INSERT {} when else {} } Integer x = Trigger.missing; }',
      'Variable does not exist: missing',
    ],
    ['trigger T on Signal__e (after insert) { for (Signal__e e : Trigger.new) { String s = e.ReplayId; } }'],
    ['trigger T on Signal__e (before insert) {}', 'Platform Event SObjects only supports after insert: Signal__e'],
    ['trigger T on AccountShare (before insert) {}', 'SObject type does not allow triggers: AccountShare'],
  ] as [string, string?][]
).map(([source, message]) => ({
  source,
  expected: message ? 'reject' : 'accept',
  ...(message ? { message } : {}),
  kind: 'trigger',
}));

export const classes: Case[] = [...current, ...since65, ...before65, ...since67, ...before67, ...triggers];
