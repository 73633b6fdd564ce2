/** The tables of platform types: readable throughout, and no override without a reason. */
import {
  generatedTypes,
  platformOverrides,
  platformTable,
  type TypeLine,
} from '../../src/apex/types/platform-table.ts';
import { anyType, genericSObject, primitives, TypeRegistry } from '../../src/apex/types/registry.ts';
import { isAssignable, isCastable } from '../../src/apex/types/conversion.ts';
import { corpusSchema } from '../negative/corpus.ts';

const registry = new TypeRegistry(corpusSchema());
const { String: text, Integer: integer, Id: id, Decimal: decimal } = primitives;

test('every type of the table can be built, its parents are of the right form', () => {
  const wrong: string[] = [];
  for (const { name } of platformTable().types.values()) {
    const type = registry.platform(name)!;
    if (type.superType && type.superType.form !== 'class') wrong.push(`${name} extends ${type.superType.name}`);
    if (type.interfaces.some((parent) => parent.form !== 'interface')) wrong.push(`${name} implements a class`);
    const keys = [...type.methods, ...type.constructors].map(
      (member) => `${'isStatic' in member && member.isStatic} ${member.key.toLowerCase()}`,
    );
    const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
    if (twice.length > 0) wrong.push(`${name}: ${twice.join(' ')} twice`);
    void [type.fields, type.inner, type.outer];
  }
  expect(wrong).toEqual([]);
});

test('each override adds or removes something', () => {
  const generated = generatedTypes();
  for (const [name, { add, remove }] of Object.entries(platformOverrides())) {
    const line: TypeLine | undefined = generated[name];
    const listed = JSON.stringify(line ?? {});
    for (const key of remove ?? []) expect(`${name}.${key}: ${listed}`).toContain(key.slice(0, key.indexOf('(')));
    for (const section of ['methods', 'statics', 'constructors', 'constants'] as const) {
      for (const text of add?.[section] ?? [])
        expect({ name, section, has: remove ? false : (line?.[section] ?? []).includes(text) }).toEqual({
          name,
          section,
          has: false,
        });
    }
  }
});

test('types are interned: equal types are one object', () => {
  expect(registry.map(id, registry.list(text))).toBe(registry.map(id, registry.list(text)));
  expect(registry.platform('system.http')).toBe(registry.platform('System.Http'));
  expect(registry.platform('System.Iterable', [text])).not.toBe(registry.platform('System.Iterable', [integer]));
});

test('members of generics have their arguments filled in, their keys do not', () => {
  const put = registry.membersOf(registry.map(id, decimal))!.methods.find((method) => method.name === 'put')!;
  expect({ key: put.key, parameters: put.parameters.map((type) => type.name), result: put.returnType.name }).toEqual({
    key: 'put(Object,Object)',
    parameters: ['Id', 'Decimal'],
    result: 'Decimal',
  });
});

test.each([
  ['Integer', 'Decimal', true],
  ['Decimal', 'Integer', false],
  ['Id', 'String', true],
  ['Date', 'Datetime', true],
  ['Datetime', 'Date', false],
] as const)('%s fits %s: %s', (from, to, fits) => {
  expect(isAssignable(primitives[from], primitives[to])).toBe(fits);
});

test('records and lists of records', () => {
  const account = registry.sobjectNamed('account')!;
  const contact = registry.sobjectNamed('Contact')!;
  expect(account.name).toBe('Account');
  expect([
    isAssignable(account, genericSObject),
    isAssignable(genericSObject, account),
    isCastable(genericSObject, account),
    isCastable(account, contact),
  ]).toEqual([true, false, true, false]);
  expect([
    isAssignable(registry.list(genericSObject), registry.list(account)),
    isAssignable(registry.list(account), registry.list(contact)),
  ]).toEqual([true, false]);
  expect(isAssignable(registry.list(text), registry.platform('System.Iterable', [anyType])!)).toBe(true);
});
