import { apex, rule, SHOP, TestOrg, xml } from '../data/harness.ts';

const update = (name: string, content: string): string =>
  `<fieldUpdates><fullName>${name}</fullName><name>${name}</name>${content}</fieldUpdates>`;
const workflowRule = (name: string, trigger: string, condition: string, action = name): string =>
  `<rules><fullName>${name}</fullName><actions><name>${action}</name><type>FieldUpdate</type></actions><active>true</active>${condition}<triggerType>${trigger}</triggerType></rules>`;
const criterion = (field: string, operation: string, value: string): string =>
  `<criteriaItems><field>Shop_Order__c.${field}</field><operation>${operation}</operation><value>${value}</value></criteriaItems>`;
const org = (content: string, more: [string, string][] = []): TestOrg =>
  new TestOrg([...SHOP, ['workflows/Shop_Order__c.workflow-meta.xml', xml('Workflow', content)], ...more]);

const total = (value: string): string =>
  update('Total', `<field>Total__c</field><formula>${value}</formula><operation>Formula</operation>`);

test.each([
  ['onCreateOnly', '1.00'],
  ['onAllChanges', '4.00'],
  ['onCreateOrTriggeringUpdate', '2.00'],
])('%s', (trigger, expected) => {
  const emulated = org(
    total('Total__c + 1') + workflowRule('Total', trigger, criterion('Status__c', 'equals', 'open')),
  );
  const id = emulated.insert('Shop_Order__c', { Name: 'a', Total__c: 0 });
  for (const Status__c of ['open', 'paid', 'open', 'open']) emulated.update('Shop_Order__c', { Id: id, Status__c });
  expect(emulated.rows('SELECT Total__c FROM Shop_Order__c')).toEqual([expected]);
});

test('a formula as condition, literals, blanks, filter logic', () => {
  const emulated = org(
    update('Pay', '<field>Status__c</field><literalValue>paid</literalValue><operation>Literal</operation>') +
      update('Blank', '<field>Total__c</field><operation>Null</operation>') +
      workflowRule('Pay', 'onAllChanges', '<formula>Total__c &gt; 5 &amp;&amp; ISCHANGED(Total__c)</formula>') +
      workflowRule(
        'Blank',
        'onCreateOnly',
        `<booleanFilter>1 OR 2</booleanFilter>${criterion('Total__c', 'equals', '3')}${criterion('Total__c', 'equals', '4')}`,
      ),
  );
  const id = emulated.insert('Shop_Order__c', { Name: 'a', Total__c: 4 });
  expect(emulated.rows('SELECT Status__c, Total__c FROM Shop_Order__c')).toEqual(['open null']);
  emulated.update('Shop_Order__c', { Id: id, Total__c: 6 });
  expect(emulated.rows('SELECT Status__c, Total__c FROM Shop_Order__c')).toEqual(['paid 6.00']);
});

test('triggers run once more, validation rules do not', () => {
  const emulated = org(total('99') + workflowRule('Total', 'onCreateOnly', criterion('Total__c', 'equals', '1')), [
    rule('Shop_Order__c', 'Small', 'Total__c &gt; 50', 'too big'),
    ...apex(
      'trigger',
      'OnOrder',
      "trigger OnOrder on Shop_Order__c (before insert, before update) { for (Shop_Order__c o : Trigger.new) o.Key__c = (o.Key__c == null ? '' : o.Key__c) + (Trigger.isInsert ? 'i' : 'u'); }",
    ),
  ]);
  emulated.insert('Shop_Order__c', { Name: 'a', Total__c: 1 });
  expect(emulated.rows('SELECT Key__c, Total__c FROM Shop_Order__c')).toEqual(['iu 99.00']);
});
