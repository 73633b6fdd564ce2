import { xml } from '../data/harness.ts';
import { conditions, decide, element, fields, filters, flow, FlowOrg, onRecord, value } from './harness.ts';

const noteOf = (reference: string, note: string, more = ''): string =>
  element(
    'recordUpdates',
    'Write',
    `<inputReference>${reference}</inputReference>${more}${fields([['Note__c', note]])}`,
  );

describe('related records', () => {
  const notes = (org: FlowOrg): string[] => org.rows('SELECT Name, Note__c FROM Job__c ORDER BY Name');

  test('the parent', () => {
    const org = new FlowOrg([
      flow(
        'F',
        onRecord('Write', 'Job__c', 'AfterSave', 'Create') + noteOf('$Record.Parent__r', 'has {!$Record.Name}'),
      ),
    ]);
    const id = org.insert('Job__c', { Name: 'p' });
    org.insert('Job__c', { Name: 'c', Parent__c: id });
    expect(notes(org)).toEqual(['c null', 'p has c']);
  });

  test('the children that meet filters', () => {
    const org = new FlowOrg([
      flow(
        'F',
        onRecord('Write', 'Job__c', 'AfterSave', 'Update') +
          noteOf('$Record.Jobs__r', 'of {!$Record.Name}', filters([['Amount__c', 'GreaterThan', 1]])),
      ),
    ]);
    const id = org.insert('Job__c', { Name: 'p' });
    org.insert('Job__c', { Name: 'c', Parent__c: id, Amount__c: 1 });
    org.insert('Job__c', { Name: 'd', Parent__c: id, Amount__c: 2 });
    org.update('Job__c', { Id: id, Done__c: true });
    expect(notes(org)).toEqual(['c null', 'd of p', 'p null']);
  });
});

test('fields of parents, in values and formulas', () => {
  const org = new FlowOrg([
    flow(
      'F',
      onRecord('Write', 'Job__c', 'BeforeSave', 'Create') +
        element(
          'formulas',
          'Who',
          '<dataType>String</dataType><expression>{!$Record.Parent__r.Name} &amp; LEFT({!$Record.Owner:User.Username}, 5)</expression>',
        ) +
        noteOf('$Record', '{!Who} {!$Record.Parent__r.Parent__r.Name} {!$Record.Owner:User.Username}'),
    ),
  ]);
  const id = org.insert('Job__c', { Name: 'p' });
  org.insert('Job__c', { Name: 'c', Parent__c: id });
  const { username } = org.user;
  expect(org.rows('SELECT Note__c FROM Job__c ORDER BY Name')).toEqual([
    `p${username.slice(0, 5)}  ${username}`,
    `${username.slice(0, 5)}  ${username}`,
  ]);
});

test('an update of $Record under conditions of its own', () => {
  const org = new FlowOrg([
    flow(
      'F',
      onRecord('Write', 'Job__c', 'BeforeSave', 'Create') +
        noteOf('$Record', 'big', filters([['Amount__c', 'GreaterThan', 1]])),
    ),
  ]);
  for (const Amount__c of [1, 2]) org.insert('Job__c', { Name: 'a', Amount__c });
  expect(org.rows('SELECT Note__c FROM Job__c ORDER BY Amount__c')).toEqual(['null', 'big']);
});

test('a decision that wants a change', () => {
  const only = '<doesRequireRecordChangedToMeetCriteria>true</doesRequireRecordChangedToMeetCriteria>';
  const org = new FlowOrg([
    flow(
      'F',
      onRecord('Which', 'Job__c', 'BeforeSave', 'CreateAndUpdate') +
        decide('Which', [['Grown', only + conditions([['$Record.Amount__c', 'GreaterThan', 5]]), 'Write']]) +
        noteOf('$Record', '{!$Record.Note__c}x'),
    ),
  ]);
  const id = org.insert('Job__c', { Name: 'a', Amount__c: 1 });
  for (const Amount__c of [6, 7, 2, 8]) org.update('Job__c', { Id: id, Amount__c });
  expect(org.rows('SELECT Note__c FROM Job__c')).toEqual(['xx']);
});

test.each([12, 13])('%i interviews of a batch change one record', (count) => {
  const org = new FlowOrg([
    flow(
      'F',
      onRecord('Write', 'Job__c', 'AfterSave', 'Create', filters([['Parent__c', 'IsNull', false]])) +
        element(
          'recordUpdates',
          'Write',
          `<object>Job__c</object>${filters([['Id', 'EqualTo', '{!$Record.Parent__c}']])}${fields([['Note__c', '{!$Record.Name}']])}`,
        ),
    ),
  ]);
  const id = org.insert('Job__c', { Name: 'p' });
  const children = Array.from({ length: count }, (_, index) =>
    org.record('Job__c', { Name: `c${index}`, Parent__c: id }),
  );
  const [result] = org.save('insert', children);
  if (count === 12) expect(org.rows("SELECT Note__c FROM Job__c WHERE Name = 'p'")).toEqual(['c11']);
  else
    expect(result!.errors[0]!.message).toContain(
      `This error occurred when the flow tried to update records: DUPLICATE_VALUE: Maximum number of duplicate updates in one batch (12 allowed). Attempt to update Id more than once in this Api call: ${id.slice(0, 15)}`,
    );
});

test('mails leave nothing but faults', () => {
  const input = (name: string, text: string): string =>
    `<inputParameters><name>${name}</name>${value(text)}</inputParameters>`;
  const mail = (type: string, name: string, inputs = ''): string =>
    onRecord('Send', 'Job__c', 'AfterSave', 'Create') +
    element('actionCalls', 'Send', `<actionName>${name}</actionName><actionType>${type}</actionType>${inputs}`);
  const workflow: [string, string] = [
    'workflows/Job__c.workflow-meta.xml',
    xml(
      'Workflow',
      '<alerts><fullName>Tell</fullName><description>Tell</description><protected>false</protected></alerts>',
    ),
  ];
  const saved = (content: string): string =>
    new FlowOrg([workflow, flow('F', content)]).insert('Job__c', { Name: 'a' });
  const message = input('emailSubject', 's') + input('emailBody', 'b');
  expect(saved(mail('emailSimple', 'emailSimple', message + input('emailAddresses', 'a@example.com')))).toMatch(
    /^\w{18}$/,
  );
  expect(saved(mail('emailSimple', 'emailSimple', message))).toContain('Add a recipient to send an email.');
  expect(saved(mail('emailAlert', 'Job__c.Tell'))).toMatch(/^\w{18}$/);
  expect(saved(mail('emailAlert', 'Job__c.Other'))).toContain("The email alert Job__c.Other doesn't exist.");
});
