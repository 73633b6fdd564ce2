import { assign, filters, flow, FlowOrg, onRecord } from './harness.ts';

const job = (values: Record<string, unknown> = {}): Record<string, unknown> => ({ Name: 'a', ...values });

describe('which records', () => {
  const noting = (start: string): FlowOrg =>
    new FlowOrg([flow('Fill', start + assign('Set', [['$Record.Note__c', 'Add', 'x']]))]);

  test.each([
    ['Create', 'x'],
    ['Update', 'x'],
    ['CreateAndUpdate', 'xx'],
  ])('%s', (type, note) => {
    const org = noting(onRecord('Set', 'Job__c', 'BeforeSave', type));
    const id = org.insert('Job__c', job());
    org.update('Job__c', { Id: id, Amount__c: 1 });
    expect(org.rows('SELECT Note__c FROM Job__c')).toEqual([note]);
  });

  test.each([
    ['EqualTo, without case', [['Name', 'EqualTo', 'A']], 'and', 'x'],
    [
      'all of them',
      [
        ['Name', 'EqualTo', 'a'],
        ['Amount__c', 'GreaterThan', 1],
      ],
      'and',
      'null',
    ],
    [
      'any of them',
      [
        ['Name', 'EqualTo', 'a'],
        ['Amount__c', 'GreaterThan', 1],
      ],
      'or',
      'x',
    ],
    [
      'logic',
      [
        ['Name', 'EqualTo', 'b'],
        ['Amount__c', 'IsNull', true],
        ['Done__c', 'EqualTo', false],
      ],
      '1 OR (2 AND 3)',
      'x',
    ],
    ['not', [['Name', 'EqualTo', 'b']], 'NOT 1', 'x'],
    [
      'text',
      [
        ['Name', 'StartsWith', 'A'],
        ['Name', 'Contains', 'a'],
        ['Name', 'EndsWith', 'z'],
      ],
      '1 AND 2 AND NOT 3',
      'x',
    ],
  ] as [string, [string, string, string | number | boolean][], string, string][])(
    'filters: %s',
    (_, items, logic, note) => {
      const org = noting(onRecord('Set', 'Job__c', 'BeforeSave', 'Create', filters(items, logic)));
      org.insert('Job__c', job());
      expect(org.rows('SELECT Note__c FROM Job__c')).toEqual([note]);
    },
  );

  test('a formula with ISNEW, ISCHANGED and PRIORVALUE', () => {
    const formula =
      '<filterFormula>OR(AND(ISNEW(), {!$Record.Amount__c} = 7), AND(ISCHANGED({!$Record.Amount__c}), PRIORVALUE($Record.Amount__c) &gt; 8))</filterFormula>';
    const org = noting(onRecord('Set', 'Job__c', 'BeforeSave', 'CreateAndUpdate', formula));
    const id = org.insert('Job__c', job({ Amount__c: 7 }));
    for (const Amount__c of [9, 9, 10, 1]) org.update('Job__c', { Id: id, Amount__c });
    expect(org.rows('SELECT Note__c FROM Job__c')).toEqual(['xxx']);
  });

  test('only when changed to meet the conditions', () => {
    const only = '<doesRequireRecordChangedToMeetCriteria>true</doesRequireRecordChangedToMeetCriteria>';
    const org = noting(
      onRecord('Set', 'Job__c', 'BeforeSave', 'CreateAndUpdate', only + filters([['Amount__c', 'GreaterThan', 5]])),
    );
    const id = org.insert('Job__c', job({ Amount__c: 7 }));
    for (const Amount__c of [8, 1, 2, 9]) org.update('Job__c', { Id: id, Amount__c });
    expect(org.rows('SELECT Note__c FROM Job__c')).toEqual(['xx']);
  });

  test('only active flows', () => {
    const org = new FlowOrg([
      flow(
        'Draft_One',
        onRecord('Set', 'Job__c', 'BeforeSave', 'Create') + assign('Set', [['$Record.Note__c', 'Assign', 'x']]),
        'Draft',
      ),
    ]);
    org.insert('Job__c', job());
    expect(org.rows('SELECT Note__c FROM Job__c')).toEqual(['null']);
  });

  test('flows of one object run in their order', () => {
    const org = new FlowOrg(
      [
        ['A', 1500],
        ['B', undefined],
        ['C', 20],
        ['D', 3],
      ].map(([name, order]) =>
        flow(
          String(name),
          onRecord('Set', 'Job__c', 'BeforeSave', 'Create') +
            (order ? `<triggerOrder>${order}</triggerOrder>` : '') +
            assign('Set', [['$Record.Note__c', 'Add', String(name)]]),
        ),
      ),
    );
    org.insert('Job__c', job());
    expect(org.rows('SELECT Note__c FROM Job__c')).toEqual(['DCBA']);
  });
});
