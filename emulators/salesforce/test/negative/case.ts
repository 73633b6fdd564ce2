/** One small program: what the platform says to it. `T` in a source is the name of the class. */
export interface Case {
  source: string;
  expected: 'accept' | 'reject';
  /** Part of the message; only for rejects. */
  message?: string;
  apiVersion?: number;
  kind?: 'class' | 'trigger';
}

/** Members the statements of `inMethod` cases can use. */
const frame = (statements: string): string => `public virtual class T {
  public Integer count;
  public static Integer total;
  private final Integer fixedOne = 1;
  public static final String NAME = 'x';
  public String title { get; private set; }
  public Integer area { get { return 1; } }
  public enum Color { RED, GREEN }
  public interface Shape { Integer size(); }
  public virtual class Base { public virtual void go() {} public Integer shown; protected Integer hidden; }
  public class Child extends Base { public override void go() {} public void only() {} }
  public abstract class Plan { public abstract void draw(); }
  public class Square implements Shape { public Integer size() { return 1; } public Square(Integer n) {} }
  public class OddException extends Exception {}
  public static void act(Integer n) {}
  public static void act(String n) {}
  public Integer measure(List<Account> list1) { return 0; }
  public void nothing() {}
  public void run(Integer i, Long l, Decimal d, Double f, String s, Id recordId, Date day, Datetime moment, Account a, SObject item,
      List<Account> accounts, Map<Id, Account> byId, Object o, Boolean b, Color c, Base base1, Child child1, Set<Id> ids, Shape shape1, Widget__c w) {
    ${statements}
  }
}`;

/** `[statements, message]` pairs: no message means the platform accepts them. */
export function inMethod(pairs: [statements: string, message?: string][]): Case[] {
  return pairs.map(([statements, message]) =>
    message
      ? { source: frame(statements), expected: 'reject', message }
      : { source: frame(statements), expected: 'accept' },
  );
}

/** `[source, message]` pairs of whole classes. */
export function asClass(pairs: [source: string, message?: string][], apiVersion?: number): Case[] {
  return pairs.map(([source, message]) => ({
    source,
    expected: message ? 'reject' : 'accept',
    ...(message ? { message } : {}),
    ...(apiVersion ? { apiVersion } : {}),
  }));
}
