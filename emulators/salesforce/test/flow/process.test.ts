import {
  assign,
  conditions,
  decide,
  element,
  fields,
  filters,
  flow,
  FlowOrg,
  start,
  value,
  variable,
} from './harness.ts';

const fact = (name: string, text: string): string =>
  `<processMetadataValues><name>${name}</name>${value(text)}</processMetadataValues>`;

const process = (type: string, content: string): [string, string] => {
  const facts =
    fact('ObjectType', 'Job__c') +
    fact('ObjectVariable', 'myVariable_current') +
    fact('OldObjectVariable', 'myVariable_old') +
    fact('TriggerType', type);
  const [path, text] = flow('Job_Process', `${facts}<startElementReference>Which</startElementReference>${content}`);
  return [path, text.replace('AutoLaunchedFlow', 'Workflow')];
};

const write = (note: string): string =>
  element(
    'recordUpdates',
    'Write',
    `<object>Job__c</object>${filters([['Id', 'EqualTo', '{!myVariable_current.Id}']])}${fields([['Note__c', note]])}`,
  );

test.each([
  ['onCreateOnly', 'null'],
  ['onAllChanges', 'was 1 x'],
])('a process, %s', (type, note) => {
  const org = new FlowOrg([
    process(
      type,
      decide('Which', [['Changed', conditions([['myVariable_current.Amount__c', 'IsChanged', true]]), 'Write']]) +
        element(
          'formulas',
          'Tail',
          '<dataType>String</dataType><expression>IF(ISCHANGED({!myVariable_current.Amount__c}), &quot;x&quot;, &quot;y&quot;)</expression>',
        ) +
        write('was {!myVariable_old.Amount__c} {!Tail}'),
    ),
  ]);
  const id = org.insert('Job__c', { Name: 'a', Amount__c: 1 });
  org.update('Job__c', { Id: id, Amount__c: 2 });
  expect(org.rows('SELECT Note__c FROM Job__c')).toEqual([note]);
});

test('a process launches a flow', () => {
  const org = new FlowOrg([
    process(
      'onAllChanges',
      decide('Which', [['Any', conditions([['myVariable_current.Name', 'IsNull', false]]), 'Launch']]) +
        element(
          'actionCalls',
          'Launch',
          `<actionName>Other</actionName><actionType>flow</actionType><inputParameters><name>id</name>${value('{!myVariable_current.Id}')}</inputParameters>`,
        ),
    ),
    flow(
      'Other',
      start('Set') +
        variable('id', 'String') +
        variable('note', 'String') +
        assign('Set', [['note', 'Assign', 'launched']], 'Write') +
        element(
          'recordUpdates',
          'Write',
          `<object>Job__c</object>${filters([['Id', 'EqualTo', '{!id}']])}${fields([['Note__c', '{!note}']])}`,
        ),
    ),
  ]);
  org.insert('Job__c', { Name: 'a' });
  expect(org.rows('SELECT Note__c FROM Job__c')).toEqual(['launched']);
});
