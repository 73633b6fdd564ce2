/** The lowering: places where the grammar and the language differ. */
import { parseUnit } from '../../src/apex/syntax/parse.ts';
import type { ClassUnit, Expression } from '../../src/apex/syntax/ast.ts';

function expression(text: string): Expression {
  const { unit, errors } = parseUnit(`class A { Object o = ${text}; }`, 'A.cls', 67, 'class');
  if (errors) throw new Error(JSON.stringify(errors));
  const declaration = (unit as ClassUnit).declaration;
  if (declaration.kind !== 'class') throw new Error('not a class');
  const [field] = declaration.members;
  if (field?.kind !== 'field') throw new Error('not a field');
  return field.variables[0]!.initializer!;
}

/** Shape without positions: operators in prefix form. */
function shape(node: Expression): string {
  switch (node.kind) {
    case 'binary':
      return `(${node.operator} ${shape(node.left)} ${shape(node.right)})`;
    case 'name':
      return node.name;
    case 'literal':
      return node.value;
    case 'cast':
      return `(cast ${node.typeRef.name} ${shape(node.expression)})`;
    case 'fieldAccess':
      return `${shape(node.target)}.${node.name}`;
    default:
      return node.kind;
  }
}

test.each([
  ['(a) + 1', '(+ a 1)'],
  ['(a) + b * c - d', '(- (+ a (* b c)) d)'],
  ['((a) + b) * c', '(* (+ a b) c)'],
  ['(a.b) - b / c * d', '(- a.b (* (/ b c) d))'],
  ['(Integer) -1', '(cast Integer -1)'],
  ['(Foo) x', '(cast Foo x)'],
  ['a >>> b', '(>>> a b)'],
  ['a > = b', '(>= a b)'],
  ['a <> b', '(!= a b)'],
])('%s', (text, expected) => {
  expect(shape(expression(text))).toBe(expected);
});

test('binds of a query become names, nested queries keep their own', () => {
  const query = expression('[SELECT Id FROM A WHERE X IN :f([SELECT Id FROM B WHERE Y = :z]) LIMIT :n]');
  if (query.kind !== 'query') throw new Error(query.kind);
  expect(query.text).toBe('SELECT Id FROM A WHERE X IN :bind0 LIMIT :bind1');
  expect(query.binds).toHaveLength(2);
});

test('strings are unescaped', () => {
  expect(expression("'a\\'b\\n\\u0041'")).toMatchObject({ literal: 'string', value: "a'b\nA" });
});

test.each([
  ['class A { void f() { a = 1 } }', "Missing ';' at '}'"],
  ['class A { } x', "Unexpected token 'x'."],
])('%s is refused', (source, message) => {
  const { errors } = parseUnit(source, 'A.cls', 67, 'class');
  expect(errors?.[0]?.message).toBe(message);
});

test.each([
  ['Integer i = "x";', `Unrecognized symbol '"', which is not a valid Apex identifier.`],
  ["String s = 'abc;", "Missing closing quote character ' on string."],
  ["String s = '\\q';", "Invalid string literal '\\q'. Illegal character sequence '\\q' in string literal."],
  ['Integer i = 1', "Missing ';' at '}'"],
])('%s → %s, and nothing more', (statement, message) => {
  const { errors } = parseUnit(`public class T { void m() { ${statement} } }`, 'T.cls', 66, 'class');
  expect(errors?.map((error) => error.message)).toEqual([message]);
});
