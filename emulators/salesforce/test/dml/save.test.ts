import { apex, field, object, rule, SHOP, TestOrg } from '../data/harness.ts';

describe('checks of a save', () => {
  let org: TestOrg;
  beforeEach(() => {
    org = new TestOrg([...SHOP, rule('Shop_Order__c', 'Not_Negative', 'Total__c &lt; 0', 'Totals are positive.')]);
  });

  test.each([
    ['required', 'Account', {}, 'REQUIRED_FIELD_MISSING: Required fields are missing: [Name] [Name]'],
    [
      'several required',
      'Opportunity',
      { Name: 'x' },
      'REQUIRED_FIELD_MISSING: Required fields are missing: [CloseDate, StageName] [CloseDate, StageName]',
    ],
    [
      'length',
      'Contact',
      { LastName: 'x'.repeat(81) },
      `STRING_TOO_LONG: Last Name: data value too large: ${'x'.repeat(81)} (max length=80) [LastName]`,
    ],
    [
      'restricted picklist',
      'Shop_Order__c',
      { Status__c: 'gone' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Status: bad value for restricted picklist field: gone [Status__c]',
    ],
    [
      'e-mail',
      'Contact',
      { LastName: 'x', Email: 'no' },
      'INVALID_EMAIL_ADDRESS: Email: invalid email address: no [Email]',
    ],
    [
      'missing parent',
      'Contact',
      { LastName: 'x', AccountId: '001000000000999AAA' },
      'INVALID_CROSS_REFERENCE_KEY: invalid cross reference id []',
    ],
    [
      'parent of another object',
      'Contact',
      { LastName: 'x', AccountId: '003000000000001AAA' },
      'FIELD_INTEGRITY_EXCEPTION: Account ID: id value of incorrect type: 003000000000001AAA [AccountId]',
    ],
    [
      'validation rule',
      'Shop_Order__c',
      { Total__c: -1 },
      'FIELD_CUSTOM_VALIDATION_EXCEPTION: Totals are positive. []',
    ],
    [
      'id on insert',
      'Account',
      { Id: '001000000000001AAA', Name: 'x' },
      'INVALID_FIELD_FOR_INSERT_UPDATE: cannot specify Id in an insert call [Id]',
    ],
    [
      'read-only field',
      'Account',
      { Name: 'x', LastModifiedById: '005000000000001AAA' },
      expect.stringContaining('Unable to create/update fields: LastModifiedById'),
    ],
  ])('%s', (_title, name, values, expected) => {
    expect(org.insert(name, values)).toEqual(expected);
  });

  test('unique fields, without case; the recycle bin does not count', () => {
    const first = org.insert('Shop_Order__c', { Key__c: 'K1' });
    expect(org.insert('Shop_Order__c', { Key__c: 'k1' })).toBe(
      `DUPLICATE_VALUE: duplicate value found: Key__c duplicates value on record with id: ${first.slice(0, 15)} []`,
    );
    org.save('delete', [org.record('Shop_Order__c', { Id: first })]);
    expect(org.insert('Shop_Order__c', { Key__c: 'k1' })).toMatch(/^a/);
  });

  test('the switch takes the unique index away', () => {
    const off = new TestOrg(SHOP, { switches: ['unique-indexes-off'] });
    off.insert('Shop_Order__c', { Key__c: 'K1' });
    expect(off.insert('Shop_Order__c', { Key__c: 'K1' })).toMatch(/^a/);
  });

  test('one bad row undoes the statement, or with partial success only itself', () => {
    const rows = (): ReturnType<TestOrg['record']>[] => [
      org.record('Account', { Name: 'good' }),
      org.record('Account', {}),
    ];
    org.save('insert', rows());
    expect(org.rows('SELECT Name FROM Account')).toEqual([]);
    const results = org.save('insert', rows(), { allOrNone: false });
    expect(results.map((result) => result.isSuccess)).toEqual([true, false]);
    expect(org.rows('SELECT Name FROM Account')).toEqual(['good']);
  });

  test('defaults, names, audit fields', () => {
    org.insert('Shop_Order__c', {});
    expect(org.rows('SELECT Status__c, CreatedBy.Name, CreatedDate, Owner.Name FROM Shop_Order__c')).toEqual([
      'open Ada Admin 2026-01-15T12:00:00.000Z Ada Admin',
    ]);
    expect(org.rows('SELECT Name FROM Shop_Order__c')).toEqual(org.rows('SELECT Id FROM Shop_Order__c'));
    org.insert('Contact', { FirstName: 'Ann', LastName: ' Lee ' });
    expect(org.rows('SELECT Name FROM Contact')).toEqual(['Ann Lee']);
  });

  test('upsert matches by external id and binds parents by theirs', () => {
    org.insert('Contact', { LastName: 'Lee', Email: 'lee@example.com' });
    const upsert = (total: number): boolean => {
      const record = org.record('Shop_Order__c', { Key__c: 'K9', Total__c: total });
      record.parents = new Map([['Contact__r', org.record('Contact', { Email: 'lee@example.com' })]]);
      return org.run(() =>
        org.org.dml.upsert([record], 'Key__c', { access: 'system', sharing: false, allOrNone: true }),
      )[0]!.isCreated;
    };
    expect([upsert(1), upsert(2)]).toEqual([true, false]);
    expect(org.rows('SELECT Total__c, Contact__r.LastName FROM Shop_Order__c')).toEqual(['2.00 Lee']);
  });

  test('details: roll-ups, cascade, undelete', () => {
    const order = org.insert('Shop_Order__c', {});
    const line = org.insert('Shop_Line__c', { Order__c: order, Amount__c: 2 });
    org.insert('Shop_Line__c', { Order__c: order, Amount__c: 3 });
    expect(org.rows('SELECT Line_Count__c, Sum__c FROM Shop_Order__c')).toEqual(['2 5.00']);
    org.save('delete', [org.record('Shop_Line__c', { Id: line })]);
    expect(org.rows('SELECT Line_Count__c, Sum__c FROM Shop_Order__c')).toEqual(['1 3.00']);
    org.save('delete', [org.record('Shop_Order__c', { Id: order })]);
    expect(org.rows('SELECT Id FROM Shop_Line__c')).toEqual([]);
    org.save('undelete', [org.record('Shop_Order__c', { Id: order })]);
    expect(org.rows('SELECT Amount__c FROM Shop_Line__c')).toEqual(['3.00']);
    expect(org.insert('Shop_Line__c', {})).toBe(
      'REQUIRED_FIELD_MISSING: Required fields are missing: [Order__c] [Order__c]',
    );
  });

  test('restricted and blanked lookups', () => {
    const account = org.insert('Account', { Name: 'Acme' });
    const contact = org.insert('Contact', { LastName: 'Lee', AccountId: account });
    org.insert('Shop_Order__c', { Contact__c: contact });
    const support = org.insert('Case', { AccountId: account });
    const remove = (id: string): string =>
      JSON.stringify(org.save('delete', [org.record('Account', { Id: id })])[0]!.errors);
    expect(remove(account)).toContain(
      'Your attempt to delete Acme could not be completed because it is associated with the following cases.: 00000001',
    );
    org.save('delete', [org.record('Case', { Id: support })]);
    expect(remove(account)).toBe('[]');
    expect(org.rows('SELECT Contact__c FROM Shop_Order__c')).toEqual(['null']);
  });

  test('a row that points at a record and at a detail of it loses both lookups', () => {
    const both = new TestOrg([
      ...SHOP,
      field(
        'Shop_Order__c',
        'Account__c',
        '<type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Shop_Orders</relationshipName>',
      ),
    ]);
    const account = both.insert('Account', { Name: 'Acme' });
    const contact = both.insert('Contact', { LastName: 'Lee', AccountId: account });
    both.insert('Shop_Order__c', { Contact__c: contact, Account__c: account });
    both.save('delete', [both.record('Account', { Id: account })]);
    expect(both.rows('SELECT Account__c, Contact__c FROM Shop_Order__c')).toEqual(['null null']);
  });

  test('merge moves what points at the loser', () => {
    const [one, two] = ['a', 'b'].map((LastName) => org.insert('Contact', { LastName }));
    org.insert('Shop_Order__c', { Contact__c: two });
    org.run(() =>
      org.org.dml.merge(org.record('Contact', { Id: one }), [org.record('Contact', { Id: two })], {
        access: 'system',
        sharing: false,
        allOrNone: true,
      }),
    );
    expect(org.rows('SELECT Contact__r.LastName FROM Shop_Order__c')).toEqual(['a']);
    expect(org.query('SELECT Id FROM Contact').records).toHaveLength(1);
  });
});

describe('triggers in a save', () => {
  test('see old and new, may change new before, may refuse', () => {
    const org = new TestOrg([
      ...SHOP,
      ...apex(
        'trigger',
        'Orders',
        `trigger Orders on Shop_Order__c (before insert, before update) {
        for (Shop_Order__c each : Trigger.new) {
          if (each.Total__c == 13) each.Total__c.addError('unlucky');
          if (Trigger.isUpdate && Trigger.oldMap.get(each.Id).Total__c != each.Total__c) each.Name = 'changed';
        }
      }`,
      ),
    ]);
    const order = org.insert('Shop_Order__c', { Name: 'new', Total__c: 1 });
    expect(org.update('Shop_Order__c', { Id: order, Total__c: 2 })).toBe(order);
    expect(org.rows('SELECT Name FROM Shop_Order__c')).toEqual(['changed']);
    expect(org.insert('Shop_Order__c', { Total__c: 13 })).toBe('FIELD_CUSTOM_VALIDATION_EXCEPTION: unlucky [Total__c]');
  });

  test('an exception fails the rows, in the words of the platform', () => {
    const org = new TestOrg(
      apex('trigger', 'Broken', `trigger Broken on Account (before insert) { Account none; none.Name = 'x'; }`),
    );
    expect(org.insert('Account', { Name: 'x' })).toMatch(
      /^CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: Broken: execution of BeforeInsert\n\ncaused by: System.NullPointerException: Attempt to de-reference a null object/,
    );
  });

  // What they take is the benchmark's: `npm run bench -- apex`.
  test('inserts with a trigger look at their own rows only, however many there are: a chunk late costs what the first did', () => {
    const org = new TestOrg(
      apex(
        'trigger',
        'Touch',
        `trigger Touch on Contact (before insert) { for (Contact each : Trigger.new) each.Title = each.LastName; }`,
      ),
    );
    const { rows } = org.org.storage.table('Contact');
    const insert = (from: number, count: number): { scans: number; reads: number } => {
      const records = Array.from({ length: count }, (_, i) =>
        org.record('Contact', { LastName: `L${from + i}`, Email: `p${from + i}@example.com` }),
      );
      const spies = { scans: jest.spyOn(rows, 'values'), reads: jest.spyOn(rows, 'get') };
      try {
        org.save('insert', records);
        return { scans: spies.scans.mock.calls.length, reads: spies.reads.mock.calls.length };
      } finally {
        spies.scans.mockRestore();
        spies.reads.mockRestore();
      }
    };
    insert(0, 200);
    const early = insert(200, 200);
    insert(400, 9_400);
    expect(insert(9_800, 200)).toEqual(early);
    expect(early.scans).toBe(0);
    expect(org.query('SELECT COUNT() FROM Contact WHERE Title != null').count).toBe(10_000);
  });
});

describe('what the platform does with standard objects', () => {
  let org: TestOrg;
  let product = '';
  let entry = '';
  beforeEach(() => {
    org = new TestOrg();
    const book = org.rows('SELECT Id FROM Pricebook2 WHERE IsStandard = TRUE')[0]!;
    product = org.insert('Product2', { Name: 'Mug', ProductCode: 'M', IsActive: true });
    entry = org.insert('PricebookEntry', { Pricebook2Id: book, Product2Id: product, UnitPrice: 5, IsActive: true });
  });

  test('stages decide probability and outcome', () => {
    org.insert('Opportunity', { Name: 'x', StageName: 'Closed Won', CloseDate: '2026-02-01', Amount: 10 });
    expect(
      org.rows(
        'SELECT Probability, IsClosed, IsWon, ForecastCategory, ExpectedRevenue, FiscalQuarter FROM Opportunity',
      ),
    ).toEqual(['100 true true Closed 10.00 1']);
  });

  test.each([
    ['with lines the amount is their sum, and writes are ignored', [] as string[], '15.00'],
    ['unless the rule is switched off', ['opportunity-amount-rule-off'], '99.00'],
  ])('%s', (_title, switches, expected) => {
    const own = switches.length === 0 ? org : new TestOrg([], { switches });
    const book = own.rows('SELECT Id FROM Pricebook2 WHERE IsStandard = TRUE')[0]!;
    const mug = own.insert('Product2', { Name: 'Cup', IsActive: true });
    const price = own.insert('PricebookEntry', { Pricebook2Id: book, Product2Id: mug, UnitPrice: 5, IsActive: true });
    const id = own.insert('Opportunity', {
      Name: 'x',
      StageName: 'Prospecting',
      CloseDate: '2026-02-01',
      Pricebook2Id: book,
    });
    own.insert('OpportunityLineItem', { OpportunityId: id, PricebookEntryId: price, Quantity: 3 });
    own.update('Opportunity', { Id: id, Amount: 99 });
    expect(own.rows('SELECT Amount FROM Opportunity')).toEqual([expected]);
  });

  test('a custom price needs a standard one', () => {
    expect(entry).toMatch(/^01u/);
    const book = org.insert('Pricebook2', { Name: 'Retail', IsActive: true });
    const other = org.insert('Product2', { Name: 'Cap' });
    expect(org.insert('PricebookEntry', { Pricebook2Id: book, Product2Id: other, UnitPrice: 5 })).toContain(
      'STANDARD_PRICE_NOT_DEFINED',
    );
    expect(org.insert('PricebookEntry', { Pricebook2Id: book, Product2Id: product, UnitPrice: 5 })).toMatch(/^01u/);
  });

  test('setup and other objects do not mix', () => {
    const user = org.rows("SELECT Id FROM User WHERE Username = 'standard@example.com'")[0]!;
    const profile = org.rows("SELECT Id FROM Profile WHERE Name = 'Standard User'")[0]!;
    const mixed = org.run(() => {
      org.org.dml.insert([org.record('Account', { Name: 'x' })], { access: 'system', sharing: false, allOrNone: true });
      return org.org.dml.update([org.record('User', { Id: user, ProfileId: profile })], {
        access: 'system',
        sharing: false,
        allOrNone: true,
      });
    });
    expect(mixed[0]!.errors[0]!.message).toBe(
      'DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): User, original object: Account',
    );
  });
});

describe('rights and sharing', () => {
  test('a user-mode save without rights is refused', () => {
    const org = new TestOrg(SHOP);
    org.user = org.org.security.userByName('standard@example.com')!;
    expect(() => org.insert('Shop_Order__c', {}, { access: 'user' })).toThrow(
      "Access to entity 'Shop_Order__c' denied",
    );
    expect(org.insert('Account', { Name: 'x' }, { access: 'user' })).toMatch(/^001/);
  });

  test.each([
    ['private records are seen by their owner only', [] as string[], 0],
    ['unless sharing is switched off', ['sharing-off'], 1],
  ])('%s', (_title, switches, expected) => {
    const org = new TestOrg([object('Secret__c', 'Private')], { switches });
    org.insert('Secret__c', { Name: 'mine' });
    org.user = org.org.security.userByName('standard@example.com')!;
    const options = { access: 'system', sharing: true, counts: false } as const;
    expect(org.run(() => org.org.query.query('SELECT Id FROM Secret__c', new Map(), options)).records).toHaveLength(
      expected,
    );
  });

  test('a share opens a private record', () => {
    const org = new TestOrg([object('Secret__c', 'Private')]);
    const id = org.insert('Secret__c', { Name: 'mine' });
    const user = org.org.security.userByName('standard@example.com')!;
    org.insert('Secret__Share', { ParentId: id, UserOrGroupId: user.id, AccessLevel: 'Read' });
    org.user = user;
    const options = { access: 'system', sharing: true, counts: false } as const;
    expect(org.run(() => org.org.query.query('SELECT Id FROM Secret__c', new Map(), options)).records).toHaveLength(1);
    expect(org.update('Secret__c', { Id: id, Name: 'yours' }, { sharing: true })).toBe(
      'INSUFFICIENT_ACCESS_OR_READONLY: insufficient access rights on object id []',
    );
  });
});

test('a blank number is no number in a validation rule', () => {
  const org = new TestOrg([...SHOP, rule('Shop_Order__c', 'Only_42', 'Total__c &lt;&gt; 42', 'The answer is 42.')]);
  org.insert('Shop_Order__c', { Name: 'blank', Key__c: 'a' });
  org.insert('Shop_Order__c', { Name: 'right', Key__c: 'b', Total__c: '42' });
  expect(org.insert('Shop_Order__c', { Name: 'wrong', Key__c: 'c', Total__c: '0' })).toContain('The answer is 42.');
});

test('a default value that ends in an error stays blank; a rule that does is refused by name', () => {
  const due = '<label>Due</label><type>Date</type><defaultValue>DATEVALUE(&quot;Due__c&quot;)</defaultValue>';
  const org = new TestOrg([
    ...SHOP,
    field('Shop_Order__c', 'Due__c', due),
    rule('Shop_Order__c', 'Odd', 'Total__c = 1 &amp;&amp; DATEVALUE(&quot;x&quot;) = TODAY()', 'Never.'),
  ]);
  org.insert('Shop_Order__c', { Name: 'a', Key__c: 'a', Total__c: '2' });
  expect(org.rows('SELECT Due__c FROM Shop_Order__c')).toEqual(['null']);
  expect(() => org.insert('Shop_Order__c', { Name: 'b', Key__c: 'b', Total__c: '1' })).toThrow(
    'NotEmulated: #Error! in validation rule Odd',
  );
});
