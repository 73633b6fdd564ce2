/** Statements: loops, switch, exceptions. */
import { call, compile, newTransaction, run } from './harness.ts';
import { LimitExceeded } from '../../src/transaction/limits.ts';

test.each<[string, unknown]>([
  [
    'Integer n = 0; for (Integer i = 0; i < 10; i++) { if (i == 3) continue; if (i == 6) break; n += i; } return n;',
    12,
  ],
  ['Integer n = 0; while (n < 5) n++; do { n--; } while (n > 3); return n;', 3],
  ['Integer n = 0; for (Integer i : new List<Integer>{ 1, 2, 3 }) n += i; return n;', 6],
  ["Integer n = 0; for (String s : new Set<String>{ 'a', 'b', 'a' }) n++; return n;", 2],
  ['Integer n = 0; Integer[] a = new Integer[3]; a[0] = 1; a[1] = a[0]++; a[1] += 5; return a[0] * 10 + a[1];', 26],
  ["switch on 'a' { when 'A' { return 1; } when 'a', 'b' { return 2; } when else { return 3; } }", 2],
  ['Integer n; switch on n { when 1 { return 1; } when null { return 2; } } return 3;', 2],
  ['Object o = 5; switch on Kind.B { when A { return 1; } when B { return 2; } } return 3;', 2],
  ['Object o = new Main(); switch on o { when Main m { return m.two(); } when else { return 3; } }', 2],
  ['try { Integer n; n = n + 1; return 1; } catch (NullPointerException e) { return 2; } finally { touched = 9; }', 2],
  ['try { throw new OddException(); } catch (OddException e) { return 4; } catch (Exception e) { return 5; }', 4],
  ['try { try { throw new OddException(); } finally { touched = 7; } } catch (Exception e) { return touched; }', 7],
  ['Integer n = null; return n ?? touched ?? 3;', 3],
  ['Main m; return m?.two() == null ? 1 : 0;', 1],
  ['Main m; return m?.self().self().two() ?? 8;', 8],
])('%s', (body, expected) => {
  const members = `enum Kind { A, B } class OddException extends Exception {} static Integer touched;
    Integer two() { return 2; } Main self() { return this; }`;
  expect(run('Integer', body, members)).toBe(expected);
});

test('a loop without end uses up the CPU time, and no catch stops it', () => {
  const compiled = compile(
    'public class Main { public static Integer run() { try { while (true) {} } catch (Exception e) {} return 1; } }',
  );
  const transaction = newTransaction(compiled.org);
  expect(() => call(compiled, 'Main.run', [], transaction)).toThrow(LimitExceeded);
  expect(() => call(compiled, 'Main.run')).toThrow('Apex CPU time limit exceeded');
});

test('recursion ends at depth 1000', () => {
  expect(() => run('Integer', 'return run();')).toThrow('Maximum stack depth reached: 1001');
});

test('exceptions tell class, method and line', () => {
  const compiled = compile(`public class Main {
  public static void run() {
    new Deep(1);
  }
  class Deep {
    Deep(Integer i) {
      deeper();
    }
    void deeper() {
      Main m;
      m.go();
    }
  }
  void go() {}
}`);
  let trace = '';
  try {
    call(compiled, 'Main.run');
  } catch (error) {
    trace = (error as { trace: string }).trace;
  }
  expect(trace.split('\n')).toEqual([
    'Class.Main.Deep.deeper: line 11, column 1',
    'Class.Main.Deep.<init>: line 7, column 1',
    'Class.Main.run: line 3, column 1',
  ]);
});
