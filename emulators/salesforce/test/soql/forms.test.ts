/** The rarer forms of SOQL. */
import { Decimal } from '../../src/apex/runtime/decimal.ts';
import { CompoundValue } from '../../src/schema/compound.ts';
import { SHOP, TestOrg, field } from '../data/harness.ts';

describe('rarer forms of SOQL', () => {
  let org: TestOrg;
  const PLACE = '<type>Location</type><scale>6</scale><displayLocationInDecimal>true</displayLocationInDecimal>';

  beforeAll(() => {
    org = new TestOrg([...SHOP, field('Shop_Order__c', 'Place__c', PLACE)]);
    const put = (name: string, status: string, total: string, latitude?: string, longitude?: string): string =>
      org.insert('Shop_Order__c', {
        Name: name,
        Key__c: name,
        Status__c: status,
        Total__c: total,
        ...(latitude === undefined ? {} : { Place__Latitude__s: latitude, Place__Longitude__s: longitude }),
      });
    put('a', 'open', '10', '45.4215', '-75.6972');
    put('b', 'open', '20', '48.8566', '2.3522');
    put('c', 'paid', '1234.5');
    const account = org.insert('Account', { Name: 'Acme', NumberOfEmployees: 1200 });
    org.insert('Contact', { LastName: 'Lee', AccountId: account });
    org.insert('Task', { Subject: 'Call', WhatId: account });
  });

  test.each([
    [
      'ROLLUP adds up from the right',
      'SELECT Status__c, Name, COUNT(Id) n FROM Shop_Order__c GROUP BY ROLLUP(Status__c, Name) ORDER BY Status__c NULLS LAST, Name NULLS LAST',
      ['open a 1', 'open b 1', 'open null 2', 'paid c 1', 'paid null 1', 'null null 3'],
    ],
    [
      'CUBE adds up every way',
      "SELECT Status__c, Name, SUM(Total__c) n FROM Shop_Order__c WHERE Name IN ('a', 'c') GROUP BY CUBE(Status__c, Name) ORDER BY Status__c NULLS LAST, Name NULLS LAST",
      [
        'open a 10.00',
        'open null 10.00',
        'paid c 1234.50',
        'paid null 1234.50',
        'null a 10.00',
        'null c 1234.50',
        'null null 1244.50',
      ],
    ],
    [
      'GROUPING tells the lines apart',
      'SELECT Status__c, GROUPING(Status__c) g, COUNT(Id) n FROM Shop_Order__c GROUP BY ROLLUP(Status__c) ORDER BY Status__c NULLS LAST',
      ['open 0 2', 'paid 0 1', 'null 1 3'],
    ],
    [
      'near a place',
      "SELECT Name FROM Shop_Order__c WHERE DISTANCE(Place__c, GEOLOCATION(45.5, -75.5), 'km') < 50",
      ['a'],
    ],
    [
      'by distance, unknown places last',
      "SELECT Name FROM Shop_Order__c ORDER BY DISTANCE(Place__c, GEOLOCATION(48.8, 2.3), 'mi') NULLS LAST",
      ['b', 'a', 'c'],
    ],
    ['FORMAT', "SELECT FORMAT(Total__c) FROM Shop_Order__c WHERE Name = 'c'", ['$1,234.50']],
    ['FORMAT of whole numbers', 'SELECT FORMAT(NumberOfEmployees) FROM Account', ['1,200']],
    [
      'convertCurrency in one currency',
      "SELECT convertCurrency(Total__c) FROM Shop_Order__c WHERE Name = 'a'",
      ['10.00'],
    ],
    ['semi-join', 'SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact)', ['Acme']],
    ['anti-join', 'SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)', []],
    ['FOR VIEW', 'SELECT Name FROM Account FOR VIEW', ['Acme']],
    ['FOR REFERENCE', 'SELECT Name FROM Account FOR REFERENCE', ['Acme']],
    ['FOR UPDATE', 'SELECT Name FROM Account FOR UPDATE', ['Acme']],
    ['ALL ROWS', 'SELECT Name FROM Account ALL ROWS', ['Acme']],
    ['USING SCOPE', 'SELECT Name FROM Account USING SCOPE everything', ['Acme']],
    ['COUNT_DISTINCT', 'SELECT COUNT_DISTINCT(Status__c) FROM Shop_Order__c', ['2']],
    ['MIN and MAX', 'SELECT MIN(Total__c) a, MAX(Total__c) b FROM Shop_Order__c', ['10.00 1234.50']],
    ['escapes', "SELECT Name FROM Account WHERE Name LIKE 'Ac\\%' OR Name = 'it\\'s'", []],
  ])('%s', (_title, soql, expected) => {
    expect(org.rows(soql)).toEqual(expected);
  });

  test('a geolocation is read as a whole and written in its parts', () => {
    const [record] = org.query("SELECT Place__c, Place__Latitude__s FROM Shop_Order__c WHERE Name = 'a'").records;
    expect(record!.values.get('Place__c')).toBeInstanceOf(CompoundValue);
    expect(record!.values.get('Place__Latitude__s')).toEqual(Decimal.parse('45.421500'));
  });

  test('TYPEOF', () => {
    const [task] = org.query(
      'SELECT Subject, TYPEOF What WHEN Account THEN Name, NumberOfEmployees ELSE Name END FROM Task',
    ).records;
    const what = task!.parents!.get('What')!;
    expect(what.object.name).toBe('Account');
    expect(what.values.get('NumberOfEmployees')).toBe(1200);
  });

  test('FIELDS(): in bounds only', () => {
    const [row] = org.query('SELECT FIELDS(ALL) FROM Account LIMIT 200').records;
    expect(row!.values.get('NumberOfEmployees')).toBe(1200);
    expect(() => org.query('SELECT FIELDS(ALL) FROM Account')).toThrow('FIELDS');
    expect([...org.query('SELECT FIELDS(CUSTOM) FROM Shop_Order__c LIMIT 1').records[0]!.values.keys()]).not.toContain(
      'Name',
    );
  });

  test('what is not there says so by name', () => {
    expect(() => org.query('SELECT Id FROM Account WITH DATA CATEGORY Geography__c AT usa__c')).toThrow(
      'NotEmulated: SOQL WITH DATA CATEGORY',
    );
  });
});
