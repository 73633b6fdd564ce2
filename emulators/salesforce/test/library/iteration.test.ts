/** Changing a collection while a loop runs over it; the keys of a map as a view. */
import { check } from './cases.ts';

const LOCKED = '!System.FinalException: Cannot modify a collection while it is being iterated.';
const setup =
  "List<Integer> l = new List<Integer>{ 1, 2, 3 }; Set<Integer> s = new Set<Integer>{ 1, 2, 3 }; Map<String, Integer> m = new Map<String, Integer>{ 'a' => 1, 'b' => 2 };";

check(
  [
    ['for (Integer i : l) { l.add(i); } return null;', LOCKED],
    ['for (Integer i : l) { l.addAll(s); } return null;', LOCKED],
    ['for (Integer i : l) { l.remove(0); } return null;', LOCKED],
    ['for (Integer i : l) { l.clear(); } return null;', LOCKED],
    ['for (Integer i : s) { s.remove(i); } return null;', LOCKED],
    // Noticed at the next step: who leaves the loop, or changes it in the last turn, may.
    ["for (Integer i : l) { l.remove(0); break; } return '' + l;", '(2, 3)'],
    ["for (Integer i : l) { if (i == 2) { l.remove(0); } } return '' + l;", '(2, 3)'],
    ["for (Integer i : s) { if (i == 3) { s.add(4); } } return '' + s;", '{1, 2, 3, 4}'],
    // The keys of a map are gone through in a copy.
    ["for (String k : m.keySet()) { m.remove(k); } return '' + m;", '{}'],
    ["for (String k : m.keySet()) { m.put(k + k, 1); } return '' + m.size();", '4'],
    // Left early or by an exception, the loop lets go.
    ["for (Integer i : l) { if (i == 2) break; } l.add(4); return '' + l;", '(1, 2, 3, 4)'],
    [
      "try { for (Integer i : l) { throw new IllegalArgumentException(); } } catch (Exception e) { l.clear(); } return '' + l;",
      '()',
    ],
    // Elements may be replaced, values of present keys too; values() is a copy.
    ["for (Integer i : l) { l[0] = 9; l.set(1, 8); } return '' + l;", '(9, 8, 3)'],
    ["for (String k : m.keySet()) { m.put(k, 5); } return '' + m;", '{a=5, b=5}'],
    ["for (Integer v : m.values()) { m.clear(); } return '' + m.size();", '0'],
    // The key set shows the map, and takes from it.
    ["Set<String> k = m.keySet(); m.put('c', 3); return '' + k.size() + k.contains('c');", '3true'],
    ["m.keySet().remove('a'); return '' + m;", '{b=2}'],
    ["m.keySet().retainAll(new Set<String>{ 'a' }); return '' + m;", '{a=1}'],
    ["m.keySet().add('x'); return null;", '!System.FinalException: Collection is read-only'],
    ["Set<String> k = new Set<String>(m.keySet()); k.add('x'); return '' + m.size();", '2'],
  ],
  { setup },
);
