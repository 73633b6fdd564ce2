/** Lists, sets, maps, sorting, equality. */
import { check } from './cases.ts';

const members = `
  public class Box implements Comparable {
    public Integer size; public Box(Integer size) { this.size = size; }
    public Integer compareTo(Object other) { return size - ((Box) other).size; }
    public Boolean equals(Object other) { return other instanceof Box && ((Box) other).size == size; }
    public Integer hashCode() { return 7; }
    public override String toString() { return 'B' + size; }
  }
  public class Plain { public Integer x; private String y = 'b'; public Plain(Integer x) { this.x = x; } }
  public class Down implements Comparator<Integer> { public Integer compare(Integer a, Integer b) { return b - a; } }
`;

describe('List', () => {
  check(
    [
      [
        'List<Integer> l = new List<Integer>{3, null, 1}; l.sort(); return "" + l;'.replaceAll('"', "'"),
        '(null, 1, 3)',
      ],
      ["List<String> l = new List<String>{'b', 'B', 'a'}; l.sort(); return '' + l;", '(B, a, b)'],
      ["List<Box> l = new List<Box>{new Box(3), new Box(1)}; l.sort(); return '' + l;", '(B1, B3)'],
      ["List<Integer> l = new List<Integer>{3, 1, 2}; l.sort(new Down()); return '' + l;", '(3, 2, 1)'],
      [
        "List<Plain> l = new List<Plain>{new Plain(1)}; l.sort(); return '' + l;",
        '!System.ListException: One or more of the items in this list is not Comparable.',
      ],
      [
        "List<Integer> l = new List<Integer>{1, 2}; l.add(0, 9); l.addAll(l); return '' + l + l.remove(1) + l.indexOf(2);",
        '(9, 1, 2, 9, 1, 2)11',
      ],
      ['new List<Integer>{1}.get(1)', '!System.ListException: List index out of bounds: 1'],
      [
        "List<Integer> l = new List<Integer>(); l.set(0, 1); return '';",
        '!System.ListException: List index out of bounds: 0',
      ],
      ['new List<Decimal>{1.0} == new List<Decimal>{1.00}', 'true'],
      ['new List<Integer>{1,2,3,4,5,6,7,8,9,10,11}', '(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ...)'],
      ["new List<String>(new Set<String>{'x', 'y'}).size() + new Integer[3].size()", '5'],
      [
        "Iterator<Integer> i = new List<Integer>{4, 5}.iterator(); Integer s = 0; while (i.hasNext()) { s += i.next(); } return '' + s;",
        '9',
      ],
    ],
    { members },
  );
});

describe('Set and Map', () => {
  check(
    [
      [
        "Set<Box> s = new Set<Box>{new Box(1), new Box(1), new Box(2)}; return s.size() + '' + s.contains(new Box(2)) + s.remove(new Box(1)) + s.size();",
        '2truetrue1',
      ],
      ['new Set<Plain>{new Plain(1), new Plain(1)}.size()', '2'],
      [
        "Set<Integer> s = new Set<Integer>{1, 2, 3}; s.retainAll(new List<Integer>{2, 3, 4}); return '' + s + s.containsAll(new Set<Integer>{2});",
        '{2, 3}true',
      ],
      [
        "Map<String, Integer> m = new Map<String, Integer>{'b' => 1, 'a' => 2}; m.put('b', 3); return '' + m + m.keySet() + m.values();",
        '{b=3, a=2}{a, b}(3, 2)',
      ],
      [
        "Map<Box, String> m = new Map<Box, String>{new Box(1) => 'x'}; return m.get(new Box(1)) + m.get(new Box(3));",
        'xnull',
      ],
      ["new Map<String, Object>{'k' => null}.containsKey('k') + '' + new Map<String, Object>().get('k')", 'truenull'],
      [
        "Map<String, Integer> m = new Map<String, Integer>{'a' => 1}; return m.remove('a') + '' + m.remove('a') + m.isEmpty();",
        '1nulltrue',
      ],
      ['new Map<Id, Account>(new List<Account>{new Account()})', '!System.ListException: Row with null Id at index: 0'],
      [
        "Map<Id, Account> m = new Map<Id, Account>(new List<Account>{new Account(Id = '001000000000001AAA')}); return '' + m.containsKey('001000000000001AAA');",
        'true',
      ],
      ["new Set<Account>{new Account(Name = 'x'), new Account(Name = 'x')}.size()", '1'],
      ["new Account(Name = 'x') == new Account(Name = 'x')", 'true'],
      ['new Plain(1) == new Plain(1)', 'false'],
      ['new Box(1) == new Box(1)', 'true'],
      ['new Plain(5)', 'Plain:[x=5, y=b]'],
      ['new Map<Date, Integer>{Date.newInstance(2024, 1, 1) => 5}.get(Date.newInstance(2024, 1, 1))', '5'],
    ],
    { members },
  );
});

describe('enums of the platform', () => {
  check([
    ['LoggingLevel.ERROR.ordinal() > LoggingLevel.FINEST.ordinal()', 'true'],
    ["LoggingLevel.values()[0] + '' + LoggingLevel.valueOf('warn').name()", 'INTERNALWARN'],
  ]);
});
