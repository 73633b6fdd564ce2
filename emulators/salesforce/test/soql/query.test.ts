import { SHOP, TestOrg } from '../data/harness.ts';

describe('queries', () => {
  let org: TestOrg;
  let acme = '';

  beforeAll(() => {
    org = new TestOrg(SHOP);
    acme = org.insert('Account', { Name: 'Acme', BillingCity: 'Ottawa' });
    org.insert('Account', { Name: 'beta' });
    org.insert('Account', { Name: 'Zeta', BillingCity: 'paris' });
    const ann = org.insert('Contact', { LastName: 'Lee', FirstName: 'Ann', AccountId: acme, Email: 'Ann@Example.com' });
    org.insert('Contact', { LastName: 'Loner' });
    org.insert('Shop_Order__c', { Name: '#1', Key__c: 'a:1', Total__c: '30.5', Contact__c: ann });
    org.insert('Shop_Order__c', { Name: '#2', Key__c: 'a:2', Total__c: '200', Contact__c: ann, Status__c: 'paid' });
    org.insert('Shop_Order__c', { Name: '#3', Key__c: 'a:3' });
  });

  test.each([
    ['text compares without case', "SELECT Name FROM Account WHERE Name = 'BETA'", ['beta']],
    ['!= also finds blanks', "SELECT Name FROM Account WHERE BillingCity != 'ottawa' ORDER BY Name", ['beta', 'Zeta']],
    [
      'NOT IN also finds blanks',
      "SELECT Name FROM Account WHERE BillingCity NOT IN ('Paris') ORDER BY Name",
      ['Acme', 'beta'],
    ],
    ['LIKE', "SELECT Name FROM Account WHERE Name LIKE '%_ET%' ORDER BY Name", ['beta', 'Zeta']],
    [
      'nulls come first, ascending',
      'SELECT BillingCity FROM Account ORDER BY BillingCity',
      ['null', 'Ottawa', 'paris'],
    ],
    [
      'nulls come first, descending too ("By default, null values are sorted first")',
      'SELECT BillingCity FROM Account ORDER BY BillingCity DESC',
      ['null', 'paris', 'Ottawa'],
    ],
    ['a blank parent', 'SELECT LastName FROM Contact WHERE Account.Name = null', ['Loner']],
    [
      'parents',
      'SELECT Contact__r.Account.Name, Name FROM Shop_Order__c ORDER BY Name',
      ['Acme #1', 'Acme #2', 'null #3'],
    ],
    [
      'children',
      'SELECT LastName, (SELECT Id FROM Shop_Orders__r WHERE Total__c > 100) FROM Contact ORDER BY LastName',
      ['Lee 1', 'Loner 0'],
    ],
    ['formulas in conditions', 'SELECT Name FROM Shop_Order__c WHERE Big__c = TRUE', ['#2']],
    ['semi-joins', 'SELECT LastName FROM Contact WHERE Id IN (SELECT Contact__c FROM Shop_Order__c)', ['Lee']],
    ['anti-joins', 'SELECT LastName FROM Contact WHERE Id NOT IN (SELECT Contact__c FROM Shop_Order__c)', ['Loner']],
    [
      'numbers keep the scale of their field',
      'SELECT Total__c FROM Shop_Order__c ORDER BY Total__c NULLS LAST',
      ['30.50', '200.00', 'null'],
    ],
    ['unnamed aggregates', 'SELECT COUNT(Id), SUM(Total__c), MAX(Name) FROM Shop_Order__c', ['3 230.50 #3']],
    [
      'groups',
      'SELECT Status__c s, COUNT(Id) n FROM Shop_Order__c GROUP BY Status__c ORDER BY COUNT(Id) DESC',
      ['open 2', 'paid 1'],
    ],
    ['HAVING', 'SELECT Status__c, COUNT(Id) FROM Shop_Order__c GROUP BY Status__c HAVING COUNT(Id) > 1', ['open 2']],
    ['no rows, no sum', "SELECT SUM(Total__c) FROM Shop_Order__c WHERE Name = 'x'", ['null']],
    ['date literals', 'SELECT Name FROM Account WHERE CreatedDate = THIS_YEAR ORDER BY Name LIMIT 1', ['Acme']],
    ['the day before', 'SELECT Name FROM Account WHERE CreatedDate < TODAY', []],
    [
      'date functions',
      'SELECT CALENDAR_YEAR(CreatedDate) y, COUNT(Id) n FROM Account GROUP BY CALENDAR_YEAR(CreatedDate)',
      ['2026 3'],
    ],
    [
      'owners are of several objects',
      "SELECT Owner.Name, Owner.Type FROM Shop_Order__c WHERE Name = '#1'",
      ['Ada Admin User'],
    ],
    ['labels', "SELECT toLabel(Status__c) FROM Shop_Order__c WHERE Name = '#2'", ['Paid']],
    ['offset', 'SELECT Name FROM Account ORDER BY Name LIMIT 1 OFFSET 1', ['beta']],
    ['alias of FROM', "SELECT a.Name FROM Account a WHERE a.Name = 'Acme'", ['Acme']],
  ])('%s', (_title, soql, expected) => {
    expect(org.rows(soql)).toEqual(expected);
  });

  test('binds: scalars, lists for = and IN, ids of 15 characters', () => {
    expect(
      org.rows('SELECT Name FROM Account WHERE Name IN :names ORDER BY Name', { names: ['acme', 'zeta'] }),
    ).toEqual(['Acme', 'Zeta']);
    expect(org.rows('SELECT Name FROM Account WHERE Id = :ids', { ids: [acme.slice(0, 15)] })).toEqual(['Acme']);
    expect(() => org.rows('SELECT Name FROM Account WHERE Id = :other')).toThrow('Variable does not exist: other');
  });

  test.each([
    [
      'INVALID_FIELD',
      'SELECT Foo FROM Account',
      "\nSELECT Foo FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such column 'Foo' on entity 'Account'.",
    ],
    [
      'INVALID_FIELD',
      "SELECT Id FROM Account WHERE Foo__r.Name = 'x'",
      "Didn't understand relationship 'Foo__r' in field path.",
    ],
    ['INVALID_TYPE', 'SELECT Id FROM Nothing', "sObject type 'Nothing' is not supported."],
    [
      'INVALID_TYPE',
      'SELECT (SELECT Id FROM Nothings) FROM Account',
      "Didn't understand relationship 'Nothings' in FROM part of query call.",
    ],
    ['MALFORMED_QUERY', 'SELECT Id FROM Account WHERE', "unexpected token: '<EOF>'"],
    ['MALFORMED_QUERY', 'SELECT Id FROM Account LIMIT 1 rubbish', "unexpected token: 'rubbish'"],
    [
      'MALFORMED_QUERY',
      'SELECT Name, COUNT(Id) FROM Account GROUP BY BillingCity',
      'Field must be grouped or aggregated: Name',
    ],
    [
      'INVALID_FIELD',
      'SELECT Id FROM Account WHERE Name = 5',
      "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
    ],
    ['INVALID_QUERY_FILTER_OPERATOR', "SELECT Id FROM Account WHERE Id = 'abc'", 'invalid ID field: abc'],
    ['NUMBER_OUTSIDE_VALID_RANGE', 'SELECT Id FROM Account LIMIT 1 OFFSET 2001', 'Maximum SOQL offset allowed is 2000'],
  ])('%s: %s', (code, soql, message) => {
    expect(() => org.query(soql)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
  });

  test('user mode hides fields without right, as if they were not there', () => {
    org.user = org.org.security.userByName('minimum@example.com')!;
    expect(() => org.query('SELECT Id FROM Account', {}, 'user')).toThrow("sObject type 'Account' is not supported");
    org.user = org.org.security.userByName('standard@example.com')!;
    expect(org.query('SELECT Name FROM Account', {}, 'user').records).toHaveLength(3);
    expect(() => org.query('SELECT Total__c FROM Shop_Order__c', {}, 'user')).toThrow(
      "'Shop_Order__c' is not supported",
    );
    org.user = org.org.security.admin();
  });

  test('queries and rows count against the limits', () => {
    const options = { access: 'system', sharing: false } as const;
    const used = org.run(() => {
      for (let i = 0; i < 3; i++) org.org.query.query('SELECT Id FROM Account', new Map(), options);
      const { limits } = (org.org as unknown as { query: unknown }) && { limits: currentLimits() };
      return [limits.get('queries'), limits.get('queryRows')];
    });
    expect(used).toEqual([3, 9]);
    const many = (): void => {
      for (let i = 0; i < 101; i++) org.org.query.query('SELECT Id FROM Account LIMIT 1', new Map(), options);
    };
    expect(() => org.run(many)).toThrow('Too many SOQL queries: 101');
  });
});

import { current } from '../../src/transaction/transaction.ts';

function currentLimits(): ReturnType<typeof current>['limits'] {
  return current().limits;
}

// How long it takes is measured by `npm run bench -- rows`.
describe('a large table', () => {
  test('indexed equality reads the rows it finds; another condition reads them all', () => {
    const org = new TestOrg();
    const { rows } = org.org.storage.table('Contact');
    org.run(() => {
      for (let i = 0; i < 2_000; i++)
        org.org.storage.put('Contact', {
          Id: org.org.storage.newId('Contact', '003'),
          LastName: 'L',
          Title: `t${i}`,
          Email: `p${i}@example.com`,
        });
    });
    const ask = (condition: string): { found: number; scans: number; reads: number } => {
      const scan = jest.spyOn(rows, 'values');
      const read = jest.spyOn(rows, 'get');
      try {
        const found = org.rows(`SELECT Id FROM Contact WHERE ${condition}`).length;
        return { found, scans: scan.mock.calls.length, reads: read.mock.calls.length };
      } finally {
        scan.mockRestore();
        read.mockRestore();
      }
    };
    ask("Email = 'p1@example.com'");
    const indexed = ask("Email = 'p77@example.com'");
    expect(indexed).toMatchObject({ found: 1, scans: 0 });
    expect(indexed.reads).toBeLessThan(10);
    expect(ask("Title = 't77'")).toMatchObject({ found: 1, scans: 1 });
  });
});
