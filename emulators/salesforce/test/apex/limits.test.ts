/** Heap and CPU time: what large values and long work of the platform's methods cost. */
import { LimitCounters, LimitExceeded } from '../../src/transaction/limits.ts';
import { call, compile, newTransaction } from './harness.ts';

function run(body: string, kind: 'sync' | 'async' = 'sync'): { result: unknown; limits: LimitCounters } {
  const compiled = compile(`public class Main {
    static List<String> a = new List<String>();
    static Map<Integer, String> b = new Map<Integer, String>();
    static Object kept;
    class Wrapper { String text; Wrapper(String text) { this.text = text; } }
    public static Integer run() { ${body} }
  }`);
  const limits = new LimitCounters(kind);
  return { result: call(compiled, 'Main.run', [], newTransaction(compiled.org, limits)), limits };
}

function failure(body: string, kind: 'sync' | 'async' = 'sync'): string {
  try {
    run(body, kind);
  } catch (error) {
    if (error instanceof LimitExceeded) return error.message;
    throw error;
  }
  return 'no limit';
}

test.each([
  ['a text that doubles', "String s = 'x'; while (true) s += s;"],
  ['a text made at once', "String s = 'x'.repeat(6000001); return 1;"],
  ['a list of texts', "List<String> l = new List<String>(); while (true) l.add('0123456789'.repeat(100));"],
  ['a set', "Set<String> s = new Set<String>(); Integer i = 0; while (true) s.add('0123456789'.repeat(100) + i++);"],
  [
    'a map of lists',
    "Map<Integer, List<String>> m = new Map<Integer, List<String>>(); Integer i = 0; while (true) { List<String> l = new List<String>(); for (Integer j = 0; j < 10; j++) l.add('0123456789'.repeat(100)); m.put(i++, l); }",
  ],
])('%s fills the heap', (_what, body) => {
  expect(failure(body)).toMatch(/^Apex heap size too large: [6-8]\d{6}$/);
});

test('asynchronous code has twice the heap', () => {
  const body =
    "List<String> l = new List<String>(); for (Integer i = 0; i < 8000; i++) l.add('0123456789'.repeat(100)); return 1;";
  expect(failure(body)).toMatch(/^Apex heap size too large: 6\d{6}$/);
  expect(failure(body, 'async')).toBe('no limit');
});

test('what is taken out of a collection is free again', () => {
  const body =
    "List<String> l = new List<String>(); Integer most = 0; for (Integer i = 0; i < 20000; i++) { l.add('0123456789'.repeat(100)); if (l.size() > 100) l.remove(0); } most = Limits.getHeapSize(); l.clear(); return most - Limits.getHeapSize();";
  expect(run(body).result).toBeGreaterThan(90_000);
});

test.each([
  [
    'objects in a list',
    "List<Wrapper> l = new List<Wrapper>(); for (Integer i = 0; i < 2000; i++) l.add(new Wrapper('0123456789'.repeat(1000))); return 1;",
  ],
  [
    'lists that are filled after they were put into a map',
    "Map<Integer, List<String>> m = new Map<Integer, List<String>>(); for (Integer i = 0; i < 4000; i++) { m.put(i, new List<String>()); for (Integer j = 0; j < 10; j++) m.get(i).add('0123456789'.repeat(100)); } return 1;",
  ],
  [
    'static variables together',
    "for (Integer i = 0; i < 5000; i++) { a.add('0123456789'.repeat(100)); b.put(i, '0123456789'.repeat(100)); } return 1;",
  ],
])('%s fill the heap', (_what, body) => {
  expect(failure(body)).toMatch(/^Apex heap size too large: \d{7,8}$/);
});

test('lists that are let go one after the other do not add up', () => {
  const body =
    "for (Integer i = 0; i < 50; i++) { List<String> l = new List<String>(); for (Integer j = 0; j < 500; j++) l.add('0123456789'.repeat(100)); } return 1;";
  expect(failure(body)).toBe('no limit');
});

test('Limits.getHeapSize counts what is held, each thing once', () => {
  const size = (body: string): number => run(`${body} return Limits.getHeapSize();`).result as number;
  const one =
    "String s = '0123456789'.repeat(1000); List<Wrapper> l = new List<Wrapper>(); Wrapper w = new Wrapper(s);";
  const many = size(`${one} for (Integer i = 0; i < 300; i++) l.add(w); a = null; kept = l;`);
  expect(many).toBeGreaterThan(11_000);
  expect(many).toBeLessThan(20_000);
  expect(size(`${one} for (Integer i = 0; i < 300; i++) l.add(new Wrapper(s + i)); kept = l;`)).toBeGreaterThan(
    3_000_000,
  );
});

test('sorting again and again uses up the CPU time', () => {
  const body =
    'List<Integer> l = new List<Integer>(); for (Integer i = 0; i < 100000; i++) l.add(i); for (Integer i = 0; i < 100; i++) l.sort(); return 1;';
  expect(failure(body)).toBe('Apex CPU time limit exceeded');
});

test.each([
  ['splitting', "String s = 'a b '.repeat(10000); for (Integer i = 0; i < 10; i++) s.split(' ');"],
  ['patterns', "String s = 'a b '.repeat(10000); for (Integer i = 0; i < 10; i++) s.replaceAll('a.', 'c');"],
  [
    'JSON',
    "List<String> l = new List<String>(); for (Integer i = 0; i < 9000; i++) l.add('text'); String j = JSON.serialize(l); for (Integer i = 0; i < 5; i++) JSON.deserializeUntyped(j);",
  ],
  ['copying', 'List<Integer> l = new List<Integer>(); l.add(1); for (Integer i = 0; i < 18; i++) l.addAll(l);'],
])('%s costs CPU time by the size of what it is given', (_what, body) => {
  expect(run(`${body} return Limits.getCpuTime();`).result).toBeGreaterThanOrEqual(8);
});
