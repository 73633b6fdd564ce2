import { apex, rule } from '../data/harness.ts';
import {
  assign,
  conditions,
  decide,
  element,
  fields,
  filters,
  flow,
  FlowOrg,
  list,
  of,
  onRecord,
  to,
  variable,
} from './harness.ts';

const job = (values: Record<string, unknown> = {}): Record<string, unknown> => ({ Name: 'a', ...values });

describe('before the save', () => {
  test('changes the record, before its triggers and rules see it', () => {
    const org = new FlowOrg([
      flow(
        'Fill',
        onRecord('Set', 'Job__c', 'BeforeSave', 'Create') +
          assign('Set', [
            ['$Record.Note__c', 'Assign', 'for {!$Record.Name}'],
            ['$Record.Amount__c', 'Add', 5],
          ]),
      ),
      ...apex('trigger', 'OnJob', "trigger OnJob on Job__c (before insert) { Trigger.new[0].Note__c += '!'; }"),
      rule('Job__c', 'Noted', 'ISBLANK(Note__c)', 'no note'),
    ]);
    org.insert('Job__c', job());
    expect(org.rows('SELECT Note__c, Amount__c FROM Job__c')).toEqual(['for a! 5.00']);
  });

  test('Update Records of $Record needs no statement', () => {
    const org = new FlowOrg([
      flow(
        'Fill',
        onRecord('Set', 'Job__c', 'BeforeSave', 'CreateAndUpdate') +
          element('recordUpdates', 'Set', `<inputReference>$Record</inputReference>${fields([['Note__c', 'x']])}`),
      ),
    ]);
    const lines = org.apex("insert new Job__c(Name = 'a'); System.debug(Limits.getDmlStatements());");
    expect(lines).toEqual(['1']);
    expect(org.rows('SELECT Note__c FROM Job__c')).toEqual(['x']);
  });
});

describe('after the save', () => {
  const child = flow(
    'Make_Child',
    onRecord('Create_It', 'Job__c', 'AfterSave', 'Create', filters([['Parent__c', 'IsNull', true]])) +
      element(
        'recordCreates',
        'Create_It',
        `<object>Job__c</object>${fields([
          ['Name', 'child of {!$Record.Name}'],
          ['Parent__c', '{!$Record.Id}'],
          ['Amount__c', '{!$Record.Amount__c}'],
        ])}`,
      ),
  );

  test('creates other records: one statement for a batch', () => {
    const org = new FlowOrg([child]);
    const lines = org.apex(
      "List<Job__c> jobs = new List<Job__c>(); for (Integer i = 0; i < 300; i++) jobs.add(new Job__c(Name = 'j' + i, Amount__c = i)); insert jobs; System.debug(Limits.getDmlStatements() + ' ' + Limits.getDmlRows());",
    );
    expect(lines).toEqual(['3 600']);
    expect(org.rows("SELECT Name, Parent__r.Name, Amount__c FROM Job__c WHERE Name = 'child of j299'")).toEqual([
      'child of j299 j299 299.00',
    ]);
  });

  test('runs after the triggers, sees what they wrote, and once for a record that is saved again meanwhile', () => {
    const org = new FlowOrg([
      flow(
        'Note_It',
        onRecord('Write', 'Job__c', 'AfterSave', 'CreateAndUpdate', filters([['Amount__c', 'EqualTo', 2]])) +
          element(
            'recordUpdates',
            'Write',
            `<inputReference>$Record</inputReference>${fields([['Note__c', '{!$Record.Note__c}f']])}`,
          ),
      ),
      ...apex(
        'trigger',
        'OnJob',
        "trigger OnJob on Job__c (after insert) { List<Job__c> all = new List<Job__c>(); for (Job__c j : Trigger.new) all.add(new Job__c(Id = j.Id, Amount__c = 2, Note__c = 't')); update all; }",
      ),
    ]);
    org.insert('Job__c', job({ Amount__c: 1 }));
    expect(org.rows('SELECT Note__c FROM Job__c')).toEqual(['tf']);
  });

  test('$Record__Prior and Is Changed', () => {
    const org = new FlowOrg([
      flow(
        'Note_It',
        onRecord('Which', 'Job__c', 'AfterSave', 'Update') +
          decide('Which', [['Changed', conditions([['$Record.Amount__c', 'IsChanged', true]]), 'Write']]) +
          element(
            'recordUpdates',
            'Write',
            `<inputReference>$Record</inputReference>${fields([['Note__c', '{!$Record__Prior.Amount__c} to {!$Record.Amount__c}']])}`,
          ),
      ),
    ]);
    const id = org.insert('Job__c', job({ Amount__c: 1 }));
    org.update('Job__c', { Id: id, Due__c: null });
    expect(org.rows('SELECT Note__c FROM Job__c')).toEqual(['null']);
    org.update('Job__c', { Id: id, Amount__c: 2.5 });
    expect(org.rows('SELECT Note__c FROM Job__c')).toEqual(['1 to 2.5']);
  });

  test('a fault keeps the record from being saved, in the words of the platform', () => {
    const org = new FlowOrg([child, rule('Job__c', 'Small', 'AND(Amount__c > 5, NOT(ISBLANK(Parent__c)))', 'too big')]);
    expect(org.insert('Job__c', job({ Amount__c: 6 }))).toMatch(
      /^CANNOT_EXECUTE_FLOW_TRIGGER: We can't save this record because the “Make Child” process failed\. Give your Salesforce admin these details\. This error occurred when the flow tried to create records: FIELD_CUSTOM_VALIDATION_EXCEPTION: too big\. You can look up ExceptionCode values in the SOAP API Developer Guide\. Error ID: \d+-\d+ \(\d+\) \[\]$/,
    );
    expect(org.rows('SELECT Name FROM Job__c')).toEqual([]);
  });

  test('of a batch only the records fail whose interviews do', () => {
    const org = new FlowOrg([child, rule('Job__c', 'Small', 'AND(Amount__c > 5, NOT(ISBLANK(Parent__c)))', 'too big')]);
    const results = org.save(
      'insert',
      [1, 9, 2].map((Amount__c) => org.record('Job__c', { Name: `n${Amount__c}`, Amount__c })),
      { allOrNone: false },
    );
    expect(results.map((result) => result.isSuccess)).toEqual([true, false, true]);
    expect(org.rows('SELECT Name FROM Job__c ORDER BY Name')).toEqual(['child of n1', 'child of n2', 'n1', 'n2']);
  });

  test('a fault path goes on instead', () => {
    const org = new FlowOrg([
      rule('Job__c', 'Small', 'AND(Amount__c > 5, NOT(ISBLANK(Parent__c)))', 'too big'),
      flow(
        'Make_Child',
        onRecord('Create_It', 'Job__c', 'AfterSave', 'Create', filters([['Parent__c', 'IsNull', true]])) +
          element(
            'recordCreates',
            'Create_It',
            `<object>Job__c</object>${fields([
              ['Name', 'child'],
              ['Parent__c', '{!$Record.Id}'],
              ['Amount__c', 9],
            ])}${to('Tell', 'faultConnector')}`,
          ) +
          element(
            'recordUpdates',
            'Tell',
            `<inputReference>$Record</inputReference>${fields([['Note__c', '{!$Flow.FaultMessage}']])}`,
          ),
      ),
    ]);
    org.insert('Job__c', job());
    expect(org.rows('SELECT Name, Note__c FROM Job__c')).toEqual([
      'a This error occurred when the flow tried to create records: FIELD_CUSTOM_VALIDATION_EXCEPTION: too big. You can look up ExceptionCode values in the SOAP API Developer Guide.',
    ]);
  });

  test('custom errors, of the record and of a field', () => {
    const custom = (name: string, message: string, more: string): string =>
      element(
        'customErrors',
        name,
        `<customErrorMessages><errorMessage>${message}</errorMessage>${more}</customErrorMessages>`,
      );
    const org = new FlowOrg([
      flow(
        'Refuse',
        onRecord('Which', 'Job__c', 'BeforeSave', 'Create') +
          decide('Which', [['Field', conditions([['$Record.Done__c', 'EqualTo', true]]), 'Of_Field']], 'Of_Record') +
          custom(
            'Of_Field',
            'not {!$Record.Name}',
            '<fieldSelection>Done__c</fieldSelection><isFieldError>true</isFieldError>',
          ) +
          custom('Of_Record', 'never', '<isFieldError>false</isFieldError>'),
      ),
    ]);
    expect(org.insert('Job__c', job())).toBe('FIELD_CUSTOM_VALIDATION_EXCEPTION: never []');
    expect(org.insert('Job__c', job({ Done__c: true }))).toBe('FIELD_CUSTOM_VALIDATION_EXCEPTION: not a [Done__c]');
  });

  test('what is not built is refused by name, when it is reached', () => {
    const screen = flow(
      'With_Screen',
      onRecord('Which', 'Job__c', 'AfterSave', 'Create') +
        decide('Which', [['Big', conditions([['$Record.Amount__c', 'GreaterThan', 5]]), 'Ask']]) +
        element('screens', 'Ask', ''),
    );
    const later = flow(
      'Later',
      onRecord(
        undefined,
        'Job__c',
        'AfterSave',
        'Update',
        '<scheduledPaths><pathType>AsyncAfterCommit</pathType></scheduledPaths>',
      ),
    );
    const org = new FlowOrg([screen, later]);
    const id = org.insert('Job__c', job({ Amount__c: 1 }));
    expect(() => org.insert('Job__c', job({ Amount__c: 6 }))).toThrow('NotEmulated: Flow With_Screen: screen Ask');
    expect(() => org.update('Job__c', { Id: id })).toThrow('NotEmulated: Flow Later: scheduled path');
  });
});

describe('before a deletion', () => {
  test('sees the record, and may refuse', () => {
    const org = new FlowOrg([
      flow(
        'Keep',
        onRecord('Which', 'Job__c', 'BeforeDelete', 'Delete') +
          decide('Which', [['Done', conditions([['$Record.Done__c', 'EqualTo', true]]), 'Refuse']], 'Log') +
          element(
            'customErrors',
            'Refuse',
            '<customErrorMessages><errorMessage>stays</errorMessage></customErrorMessages>',
          ) +
          element('recordCreates', 'Log', `<object>Job__c</object>${fields([['Name', 'was {!$Record.Name}']])}`),
      ),
    ]);
    const ids = [org.insert('Job__c', job()), org.insert('Job__c', { Name: 'b', Done__c: true })];
    const results = org.save(
      'delete',
      ids.map((Id) => org.record('Job__c', { Id })),
      { allOrNone: false },
    );
    expect(results.map(({ errors }) => errors.map((error) => error.message).join())).toEqual(['', 'stays']);
    expect(org.rows('SELECT Name FROM Job__c ORDER BY Name')).toEqual(['b', 'was a']);
  });
});

test('a lookup, a loop and an update: a query and a statement for all', () => {
  const org = new FlowOrg([
    flow(
      'Close_Children',
      onRecord(
        'Get_Children',
        'Job__c',
        'AfterSave',
        'Update',
        filters([
          ['Done__c', 'EqualTo', true],
          ['Parent__c', 'IsNull', true],
        ]),
      ) +
        variable('changed', 'SObject', list + of('Job__c')) +
        element(
          'recordLookups',
          'Get_Children',
          `<object>Job__c</object>${filters([['Parent__c', 'EqualTo', '{!$Record.Id}']])}<storeOutputAutomatically>true</storeOutputAutomatically>${to('Each')}`,
        ) +
        element(
          'loops',
          'Each',
          `<collectionReference>Get_Children</collectionReference>${to('Mark', 'nextValueConnector')}${to('Save', 'noMoreValuesConnector')}`,
        ) +
        assign(
          'Mark',
          [
            ['Each.Done__c', 'Assign', true],
            ['changed', 'Add', '{!Each}'],
          ],
          'Each',
        ) +
        element('recordUpdates', 'Save', '<inputReference>changed</inputReference>'),
    ),
  ]);
  const lines = org.apex(
    `List<Job__c> parents = new List<Job__c>{ new Job__c(Name = 'p'), new Job__c(Name = 'q'), new Job__c(Name = 'r') }; insert parents;
     insert new List<Job__c>{ new Job__c(Name = 'p1', Parent__c = parents[0].Id), new Job__c(Name = 'p2', Parent__c = parents[0].Id), new Job__c(Name = 'q1', Parent__c = parents[1].Id) };
     Integer queries = Limits.getQueries(); Integer dmls = Limits.getDmlStatements(); Integer rows = Limits.getQueryRows();
     for (Job__c p : parents) p.Done__c = true; update parents;
     System.debug((Limits.getQueries() - queries) + ' ' + (Limits.getDmlStatements() - dmls) + ' ' + (Limits.getQueryRows() - rows));`,
  );
  expect(lines).toEqual(['1 2 3']);
  expect(org.rows('SELECT Name FROM Job__c WHERE Done__c = true ORDER BY Name')).toEqual([
    'p',
    'p1',
    'p2',
    'q',
    'q1',
    'r',
  ]);
});
