import { runTests } from '../../src/apex/testing/runner.ts';
import { apex, field, xml } from '../data/harness.ts';
import { assign, element, fields, filters, flow, FlowOrg, start, variable } from './harness.ts';

const EVENT: [string, string][] = [
  [
    'objects/News__e/News__e.object-meta.xml',
    xml(
      'CustomObject',
      '<deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType><label>News</label><pluralLabel>News</pluralLabel><publishBehavior>PublishImmediately</publishBehavior>',
    ),
  ],
  field('News__e', 'Text__c', '<type>Text</type><length>80</length>'),
];

test('a platform event starts a flow, when the bus delivers', () => {
  const org = new FlowOrg([
    ...EVENT,
    flow(
      'Note_News',
      start(
        'Set',
        `<object>News__e</object><triggerType>PlatformEvent</triggerType>${filters([['Text__c', 'NotEqualTo', 'no']])}`,
      ) +
        variable('name', 'String') +
        assign('Set', [['name', 'Assign', 'news: {!$Record.Text__c}']], 'Make') +
        element('recordCreates', 'Make', `<object>Job__c</object>${fields([['Name', '{!name}']])}`),
    ),
    ...apex(
      'class',
      'NewsTest',
      `@IsTest class NewsTest { @IsTest static void run() {
        EventBus.publish(new List<News__e>{ new News__e(Text__c = 'a'), new News__e(Text__c = 'no'), new News__e(Text__c = 'b') });
        System.assertEquals(0, [SELECT COUNT() FROM Job__c]);
        Test.getEventBus().deliver();
        String names = ''; for (Job__c j : [SELECT Name FROM Job__c ORDER BY Name]) names += j.Name + ';';
        System.assertEquals('news: a;news: b;', names);
      } }`,
    ),
  ]);
  expect(runTests(org.org).tests.map(({ message }) => message ?? 'pass')).toEqual(['pass']);
});
