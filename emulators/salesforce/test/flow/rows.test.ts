import { flow, FlowOrg, onRecord, start } from './harness.ts';

test('flows and their versions can be queried', () => {
  const org = new FlowOrg([
    flow('On_Job', onRecord(undefined, 'Job__c', 'AfterSave', 'Create')),
    flow('Plain', `<description>nothing</description>${start(undefined)}`, 'Draft'),
  ]);
  expect(
    org.rows(
      'SELECT ApiName, IsActive, TriggerType, RecordTriggerType, TriggerObjectOrEvent.QualifiedApiName, Description FROM FlowDefinitionView ORDER BY ApiName',
    ),
  ).toEqual(['On_Job true RecordAfterSave Create Job__c null', 'Plain false null null null nothing']);
  const [active] = org.rows("SELECT ActiveVersionId FROM FlowDefinitionView WHERE ApiName = 'On_Job'");
  expect(org.rows(`SELECT Status, ApiVersionRuntime FROM FlowVersionView WHERE DurableId = '${active}'`)).toEqual([
    'Active 66',
  ]);
});
