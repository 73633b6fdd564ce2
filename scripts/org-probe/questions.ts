/**
 * Questions to a real org: what the documentation leaves open and the emulator had to decide.
 *
 * Each is an Apex expression or block that ends in a String named `answer`. It runs as anonymous Apex that throws the answer, so that
 * nothing it did is kept. The id never changes: transcripts refer to it.
 */
export interface Question {
  id: string;
  /** What we want to know. */
  asks: string;
  /** Statements that leave the answer in `answer`. */
  apex: string;
}

const value = (id: string, asks: string, expression: string): Question => ({
  id,
  asks,
  apex: `String answer = String.valueOf(${expression});`,
});
const block = (id: string, asks: string, apex: string): Question => ({ id, asks, apex });
const failure = (id: string, asks: string, statement: string): Question => ({
  id,
  asks,
  apex: `String answer = 'no exception'; try { ${statement} } catch (Exception e) { answer = e.getTypeName() + ': ' + e.getMessage(); }`,
});

export const QUESTIONS: Question[] = [
  value('decimal-third', 'digits of a Decimal quotient below one', '1.0 / 3.0'),
  value('decimal-ten-thirds', 'digits of a Decimal quotient above one', '10.0 / 3.0'),
  value('decimal-hundred-sevenths', 'digits of a longer quotient', '100.00 / 7'),
  value('decimal-quarter', 'trailing zeros of an exact quotient', '1.00 / 4.00'),
  value('decimal-times-double', 'type and digits of Decimal times Double', '1.10 * Double.valueOf(3)'),
  value('decimal-power', 'digits of Decimal.pow', '(1.5).pow(3)'),
  value('decimal-set-scale', 'default rounding of setScale', '(2.5).setScale(0) + (3.5).setScale(0)'),
  value('decimal-round-half', 'Math.round at one half', 'Math.round(2.5) + Math.round(3.5)'),
  value('decimal-round-to-long', 'Math.roundToLong at one half', 'Math.roundToLong(2.5)'),
  value('double-print', 'how a large Double prints', 'Double.valueOf(12345678901.0)'),
  value('mod-sign', 'sign of Math.mod', 'Math.mod(-7, 3)'),
  value('json-member-order', 'order of a map in JSON', "JSON.serialize(new Map<String, Object>{ 'b' => 1, 'a' => 2 })"),
  value('json-decimal-scale', 'scale of a Decimal in JSON', 'JSON.serialize(1.50)'),
  value('json-datetime', 'a Datetime in JSON', 'JSON.serialize(Datetime.newInstanceGmt(2026, 1, 2, 3, 4, 5))'),
  value('json-sobject', 'an SObject in JSON', "JSON.serialize(new Account(Name = 'x', NumberOfEmployees = null))"),
  block(
    'json-untyped-number',
    'classes of untyped JSON numbers',
    `
    List<Object> numbers = (List<Object>) JSON.deserializeUntyped('[1, 3000000000, 1.5, 99999999999999999999]');
    List<String> kinds = new List<String>();
    for (Object n : numbers) kinds.add(n instanceof Integer ? 'Integer' : n instanceof Long ? 'Long' : n instanceof Double ? 'Double' : n instanceof Decimal ? 'Decimal' : 'other');
    String answer = String.join(kinds, ',');`,
  ),
  failure('json-malformed', 'words of a JSON syntax error', 'JSON.deserializeUntyped(\'{"a":}\');'),
  value('map-order', 'order of Map.keySet', "new Map<String, Integer>{ 'b' => 1, 'a' => 2, 'c' => 3 }.keySet()"),
  block(
    'map-reput-order',
    'place of a key that was removed and put again',
    `
    Map<String, Integer> m = new Map<String, Integer>{ 'a' => 1, 'b' => 2 };
    m.remove('a'); m.put('a', 3);
    String answer = String.join(new List<String>(m.keySet()), ',');`,
  ),
  failure(
    'set-modified-in-loop',
    'changing a set while it is iterated',
    'Set<Integer> s = new Set<Integer>{ 1, 2 }; for (Integer i : s) { s.add(i + 10); }',
  ),
  failure('list-index', 'words of a bad list index', 'List<Integer> l = new List<Integer>(); Integer i = l[0];'),
  failure('null-dereference', 'words of a null dereference', 'String s = null; Integer n = s.length();'),
  failure('substring-range', 'words of a bad substring', "String s = 'abc'.substring(5);"),
  failure('integer-parse', 'words of a bad Integer.valueOf', "Integer i = Integer.valueOf('x');"),
  failure('cast', 'words of a bad cast', "Object o = 'x'; Integer i = (Integer) o;"),
  failure(
    'query-none',
    'assigning no row',
    "Account a = [SELECT Id FROM Account WHERE Name = 'there is none such' LIMIT 1];",
  ),
  failure('required-standard', 'words of a missing required standard field', 'insert new Contact();'),
  failure('too-long', 'words of a value that is too long', "insert new Contact(LastName = 'x'.repeat(81));"),
  failure('update-without-id', 'words of an update without an Id', "update new Account(Name = 'x');"),
  failure(
    'insert-with-id',
    'words of an insert with an Id',
    "Account a = new Account(Name = 'x'); insert a; insert a;",
  ),
  block(
    'field-unqueried',
    'reading a field that was not queried',
    `
    insert new Account(Name = 'probe');
    Account a = [SELECT Id FROM Account LIMIT 1];
    String answer;
    try { answer = a.Name; } catch (Exception e) { answer = e.getTypeName() + ': ' + e.getMessage(); }`,
  ),
  value('debug-sobject', 'text of an SObject', "new Account(Name = 'x', NumberOfEmployees = 3)"),
  value('debug-list', 'text of a list', "new List<Object>{ 1, 'a', null, 1.50 }"),
  value('date-concat', 'a Date in a concatenation', "'' + Date.newInstance(2026, 1, 2)"),
  value(
    'string-format-quote',
    'quotes in String.format',
    "String.format('it\\'\\'s {0} \\'\\'{1}\\'\\'', new List<Object>{ 'a', 'b' })",
  ),
];
