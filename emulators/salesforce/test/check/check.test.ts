/** The checker as others use it: several units, a registry that outlives one check, anonymous blocks, triggers. */
import { parseUnit, type UnitKind } from '../../src/apex/syntax/parse.ts';
import type { CompilationUnit } from '../../src/apex/syntax/ast.ts';
import { checkProgram } from '../../src/apex/check/check.ts';
import { corpusSchema } from '../negative/corpus.ts';
import { unboundSlots } from './slots.ts';

const schema = corpusSchema();

function unit(source: string, file: string, kind: UnitKind = 'class', apiVersion = 64): CompilationUnit {
  const parsed = parseUnit(source, file, apiVersion, kind);
  if (!parsed.unit) throw new Error(parsed.errors.map((error) => error.message).join());
  return parsed.unit;
}

const tools =
  'public class Tools { public static Integer twice(Integer n) { return n * 2; } private static void hidden() {} @TestVisible private static Integer kept = 1; }';

test('units see each other, in any order', () => {
  const user = unit('public class User1 { Integer n = Tools.twice(2); }', 'User1.cls');
  const { errors, types } = checkProgram([user, unit(tools, 'Tools.cls')], { schema });
  expect(errors).toEqual([]);
  expect(types.map((type) => type.name)).toEqual(['User1', 'Tools']);
});

test("an error says file, name, line, column and the platform's words", () => {
  const { errors } = checkProgram(
    [
      unit('public class Broken {\n  void go() {\n    Tools.none();\n  }\n}', 'classes/Broken.cls'),
      unit(tools, 'Tools.cls'),
    ],
    { schema },
  );
  expect(errors).toEqual([
    {
      file: 'classes/Broken.cls',
      name: 'Broken',
      line: 3,
      column: 11,
      message: 'Method does not exist or incorrect signature: void none() from the type Tools',
    },
  ]);
});

test('an anonymous block sees the classes of a registry and its own', () => {
  const { registry } = checkProgram([unit(tools, 'Tools.cls')], { schema });
  const source =
    'Integer helper(Integer n) { return Tools.twice(n); } class Local { Integer size; } Local l = new Local(); l.size = helper(2); System.debug(l.size); for (Account a : [SELECT Id FROM Account]) { insert a; }';
  const block = unit(source, 'AnonymousBlock', 'anonymous');
  expect(checkProgram([block], { schema, registry }).errors).toEqual([]);
  expect(unboundSlots(block)).toEqual([]);
});

test('private members stay private, also across registries; @TestVisible opens them to tests only', () => {
  const { registry } = checkProgram([unit(tools, 'Tools.cls')], { schema });
  const messages = (source: string): string[] =>
    checkProgram([unit(source, 'Other.cls')], { schema, registry }).errors.map((error) => error.message);
  expect(messages('public class Other { void go() { Tools.hidden(); } }')).toEqual([
    'Method is not visible: void hidden() from the type Tools',
  ]);
  expect(messages('public class Other { Integer n = Tools.kept; }')).toEqual(['Variable is not visible: Tools.kept']);
  expect(messages('@IsTest private class Other { @IsTest static void go() { Tools.kept = 2; } }')).toEqual([]);
});

test('Trigger.new has the type of the trigger object in a trigger, and is generic in classes', () => {
  const trigger = unit(
    'trigger T on Contact (before insert, after update) { for (Contact c : Trigger.new) { Contact old = Trigger.oldMap.get(c.Id); Handler.run(Trigger.new); } }',
    'T.trigger',
    'trigger',
  );
  const handler = unit(
    'public class Handler { public static void run(List<Contact> contacts) { List<SObject> all = Trigger.new; Map<Id, Contact> byId = (Map<Id, Contact>) Trigger.newMap; } }',
    'Handler.cls',
  );
  expect(checkProgram([trigger, handler], { schema }).errors).toEqual([]);
  expect([...unboundSlots(trigger), ...unboundSlots(handler)]).toEqual([]);
});

test('two classes of one name', () => {
  const { errors } = checkProgram([unit(tools, 'a/Tools.cls'), unit(tools, 'b/Tools.cls')], { schema });
  expect(errors.map((error) => error.message)).toEqual(['Duplicate class name: Tools']);
});

test('conversions are marked where values change', () => {
  const checked = unit(
    'public class C { void go(Integer i, Date d, Id id) { Decimal x = i; Datetime y = d; String s = id; Id z = s; Account a = [SELECT Id FROM Account]; Object o = i; } }',
    'C.cls',
  );
  expect(checkProgram([checked], { schema }).errors).toEqual([]);
  const declaration =
    checked.kind === 'classUnit' && checked.declaration.kind === 'class' ? checked.declaration : undefined;
  const method = declaration?.members.find((member) => member.kind === 'method');
  const statements = method?.kind === 'method' ? (method.body?.statements ?? []) : [];
  const conversions = statements.map((statement) =>
    statement.kind === 'local' ? statement.variables[0]!.initializer!.convertTo?.name : undefined,
  );
  expect(conversions).toEqual(['Decimal', 'Datetime', undefined, 'Id', 'Account', undefined]);
});

test('the slot walker sees what is missing', () => {
  const unchecked = unit('public class Fresh { void go() { go(); } }', 'Fresh.cls');
  expect(unboundSlots(unchecked).join()).toContain('call go: method');
});
