/** The table of standard objects, through its loader. */
import { readShape } from '../../src/org/shape.ts';
import { standardSchema } from '../../src/org/standard-schema.ts';
import { standardObject, standardObjects } from '../../src/schema/standard-objects.ts';
import type { ObjectInfo } from '../../src/schema/model.ts';

const objects = standardObjects();
/** Has the objects beyond the usual ones as well. */
const schema = standardSchema(readShape());
const named = (name: string): ObjectInfo => objects.find((object) => object.name === name)!;
const required = (name: string): string[] =>
  [...named(name).fields.values()]
    .filter((field) => field.isRequired)
    .map((field) => field.name)
    .sort();

test.each([
  ['Account', ['Name']],
  ['Contact', ['LastName']],
  ['Lead', ['Company', 'LastName']],
  ['Opportunity', ['CloseDate', 'Name', 'StageName']],
  ['OpportunityLineItem', ['OpportunityId', 'Quantity']],
  ['Case', []],
  ['Task', []],
  ['Order', ['EffectiveDate', 'Status']],
  ['PricebookEntry', ['Pricebook2Id', 'Product2Id', 'UnitPrice']],
])('%s requires %j', (name, fields) => {
  expect(required(name)).toEqual(fields);
});

test('references and child relationships point at objects and fields of the table', () => {
  const byName = new Map(objects.map((object) => [object.name, object]));
  const wrong: string[] = [];
  for (const object of objects) {
    for (const field of object.fields.values()) {
      if (field.object !== object) wrong.push(`${object.name}.${field.name} belongs to ${field.object.name}`);
      for (const target of field.referenceTo)
        if (!schema.object(target) && !/^(CurrencyType|DatedConversionRate)$/.test(target))
          wrong.push(`${object.name}.${field.name} → ${target}`);
    }
    for (const child of object.childRelationships) {
      if (!byName.get(child.childObject)?.fields.has(child.field.toLowerCase()))
        wrong.push(`${object.name}.${child.name} → ${child.childObject}.${child.field}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('key prefixes are unique, history aside', () => {
  const prefixes = objects
    .filter((object) => object.keyPrefix && object.kind !== 'history' && object.name !== 'OpenActivity')
    .map((object) => object.keyPrefix);
  expect(new Set(prefixes).size).toBe(prefixes.length);
});

test('optional features bring their fields', () => {
  expect(named('Account').fields.has('ispersonaccount')).toBe(false);
  expect(standardObject('Account', ['personAccounts'])!.fields.get('personemail')?.type).toBe('email');
  expect(named('Opportunity').fields.has('currencyisocode')).toBe(false);
  expect(standardObject('Opportunity', ['multiCurrency'])!.fields.has('currencyisocode')).toBe(true);
  expect(named('Contact').fields.has('mailingstatecode')).toBe(false);
  expect(standardObject('Contact', ['stateCountryPicklists'])!.fields.has('mailingstatecode')).toBe(true);
});

test('picklists carry defaults and the facts of standard value sets', () => {
  const stage = named('Opportunity').fields.get('stagename')!;
  expect(stage.picklist.find((value) => value.value === 'Closed Won')?.facts).toEqual({
    closed: true,
    won: true,
    probability: 100,
    forecastCategory: 'Closed',
  });
  expect(
    named('Case')
      .fields.get('priority')!
      .picklist.find((value) => value.isDefault)?.value,
  ).toBe('Medium');
  expect(named('Case').fields.get('status')!.defaultValue).toBe("'New'");
});

test('change events have the fields of their object and a header', () => {
  const event = named('ContactChangeEvent');
  expect([event.kind, event.fields.has('email'), event.fields.get('changeeventheader')?.type]).toEqual([
    'changeEvent',
    true,
    'complexvalue',
  ]);
});
