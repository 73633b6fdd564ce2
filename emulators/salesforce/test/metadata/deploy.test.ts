import { runTests } from '../../src/apex/testing/runner.ts';
import { apex, field, object, rule, SHOP, TestOrg, xml } from '../data/harness.ts';

const record = (name: string, values: string): [string, string] => [
  `customMetadata/${name}.md-meta.xml`,
  xml('CustomMetadata', `<label>L</label><protected>false</protected>${values}`),
];
const value = (name: string, text: string): string =>
  `<values><field>${name}</field><value xsi:type="xsd:string">${text}</value></values>`;
const SETTING: [string, string][] = [
  [
    'objects/Setting__mdt/Setting__mdt.object-meta.xml',
    xml('CustomObject', '<label>Setting</label><pluralLabel>Settings</pluralLabel>'),
  ],
  field('Setting__mdt', 'Text__c', '<type>Text</type><length>5</length>'),
];

describe('deploying metadata', () => {
  test.each([
    [
      'an unknown element',
      [object('A__c'), field('A__c', 'B__c', '<type>Text</type><length>5</length><colour>red</colour>')],
      'A__c.B__c: Element {http://soap.sforce.com/2006/04/metadata}colour invalid at this location in type CustomField',
    ],
    [
      'an unknown folder',
      [['nonsense/A.thing-meta.xml', xml('Thing', '')]],
      'nonsense/A.thing-meta.xml: Unknown metadata folder of nonsense/A.thing-meta.xml',
    ],
    ['broken XML', [['objects/A__c/A__c.object-meta.xml', '<CustomObject><label>']], 'A__c: Error parsing file:'],
    [
      'a text without length',
      [object('A__c'), field('A__c', 'B__c', '<type>Text</type>')],
      "A__c.B__c: Must specify 'length' for a CustomField of type Text",
    ],
    [
      'a lookup to nothing',
      [object('A__c'), field('A__c', 'B__c', '<type>Lookup</type><referenceTo>Nope__c</referenceTo>')],
      "A__c.B__c: referenceTo value of 'Nope__c' does not resolve to a valid sObject type",
    ],
    [
      'a field of no object',
      [field('Nope__c', 'B__c', '<type>Date</type>')],
      "Nope__c.B__c: Entity of type 'CustomObject' named 'Nope__c' cannot be found",
    ],
    [
      'a formula over nothing',
      [object('A__c'), rule('A__c', 'R', 'Nope__c = 1', 'x')],
      'A__c.R: Field Nope__c does not exist. Check spelling.',
    ],
    [
      'a master-detail under its own sharing',
      [
        object('A__c'),
        object('B__c'),
        field(
          'B__c',
          'A__c',
          '<type>MasterDetail</type><referenceTo>A__c</referenceTo><relationshipName>Bs</relationshipName>',
        ),
      ],
      'B__c.A__c: Cannot set sharingModel to ReadWrite on a CustomObject with a MasterDetail relationship field',
    ],
    [
      'a permission for nothing',
      [
        [
          'permissionsets/P.permissionset-meta.xml',
          xml(
            'PermissionSet',
            '<label>P</label><fieldPermissions><editable>true</editable><field>Account.Nope__c</field><readable>true</readable></fieldPermissions>',
          ),
        ],
      ],
      'P: In field: field - no CustomField named Account.Nope__c found',
    ],
    ['a record of no type', [record('Nope.A', '')], 'Nope.A: Invalid custom metadata type: Nope'],
    [
      'a value that is too long',
      [...SETTING, record('Setting.A', value('Text__c', 'abcdefg'))],
      'Setting.A: Text: data value too large: abcdefg (max length=5)',
    ],
    ['Apex that does not compile', apex('class', 'A', 'public class A { Integer x = Nope.y; }'), 'A: '],
  ] as [string, [string, string][], string][])('refuses %s', (_title, source, message) => {
    expect(new TestOrg().tryDeploy(source)[0]).toContain(message);
  });

  test('all or nothing', () => {
    const org = new TestOrg();
    expect(org.tryDeploy([...SHOP, field('Shop_Order__c', 'Bad__c', '<type>Text</type>')])).toHaveLength(1);
    expect(org.org.schema.object('Shop_Order__c')).toBeUndefined();
    expect([...org.org.metadata.components('CustomField')]).toHaveLength(0);
    org.deploy(SHOP);
    org.insert('Shop_Order__c', { Key__c: 'a' });
    expect(org.tryDeploy([field('Shop_Order__c', 'Key__c', '<type>Text</type>')])).toHaveLength(1);
    expect(org.rows('SELECT Key__c FROM Shop_Order__c')).toEqual(['a']);
  });

  test('metadata format: one file per object, with everything in it', () => {
    const org = new TestOrg([
      [
        'objects/Thing__c.object',
        xml(
          'CustomObject',
          '<label>Thing</label><pluralLabel>Things</pluralLabel><deploymentStatus>Deployed</deploymentStatus><nameField><label>No</label><type>AutoNumber</type><displayFormat>T-{0000}</displayFormat></nameField><sharingModel>ReadWrite</sharingModel><fields><fullName>Size__c</fullName><label>Size</label><type>Number</type><precision>3</precision><scale>0</scale></fields><validationRules><fullName>Small</fullName><active>true</active><errorConditionFormula>Size__c &gt; 5</errorConditionFormula><errorDisplayField>Size__c</errorDisplayField><errorMessage>too big</errorMessage></validationRules>',
        ),
      ],
    ]);
    expect(org.insert('Thing__c', { Size__c: 6 })).toBe('FIELD_CUSTOM_VALIDATION_EXCEPTION: too big [Size__c]');
    org.insert('Thing__c', { Size__c: 5 });
    expect(org.rows('SELECT Name, Size__c FROM Thing__c')).toEqual(['T-0001 5']);
  });

  test('custom metadata records are rows; deployed again they are replaced', () => {
    const org = new TestOrg([...SETTING, record('Setting.One', value('Text__c', 'a'))]);
    const [id] = org.rows('SELECT Id FROM Setting__mdt');
    org.deploy([record('Setting.One', '')]);
    expect(org.rows('SELECT Id, DeveloperName, MasterLabel, Text__c FROM Setting__mdt')).toEqual([`${id} One L null`]);
  });

  test('permission sets open fields to those who have them', () => {
    const org = new TestOrg([
      field('Account', 'Code__c', '<type>Text</type><length>5</length>'),
      [
        'permissionsets/P.permissionset-meta.xml',
        xml(
          'PermissionSet',
          '<label>P</label><fieldPermissions><editable>true</editable><field>Account.Code__c</field><readable>true</readable></fieldPermissions>',
        ),
      ],
    ]);
    const user = org.org.security.userByName('standard@example.com')!;
    const [set] = org.rows("SELECT Id FROM PermissionSet WHERE Name = 'P'");
    expect(org.org.security.rights(user).canReadField('Account', 'Code__c')).toBe(false);
    org.insert('PermissionSetAssignment', { AssigneeId: user.id, PermissionSetId: set });
    expect(org.org.security.rights(user).canEditField('Account', 'Code__c')).toBe(true);
  });

  test('duplicate rules block, or warn until the caller insists; fuzzy matching is refused by name', () => {
    const rules = (action: string, method: string): [string, string][] => [
      [
        'matchingRules/Contact.matchingRule-meta.xml',
        xml(
          'MatchingRules',
          `<matchingRules><fullName>Mail</fullName><label>Mail</label><matchingRuleItems><blankValueBehavior>NullNotAllowed</blankValueBehavior><fieldName>Email</fieldName><matchingMethod>${method}</matchingMethod></matchingRuleItems><ruleStatus>Active</ruleStatus></matchingRules>`,
        ),
      ],
      [
        'duplicateRules/Contact.Same.duplicateRule-meta.xml',
        xml(
          'DuplicateRule',
          `<actionOnInsert>${action}</actionOnInsert><actionOnUpdate>Allow</actionOnUpdate><alertText>Known already.</alertText><duplicateRuleMatchRules><matchRuleSObjectType>Contact</matchRuleSObjectType><matchingRule>Mail</matchingRule></duplicateRuleMatchRules><isActive>true</isActive><masterLabel>Same</masterLabel><operationsOnInsert>Alert</operationsOnInsert><securityOption>BypassSharingRules</securityOption>`,
        ),
      ],
    ];
    const lee = { LastName: 'Lee', Email: 'lee@example.com' };
    for (const action of ['Block', 'Allow']) {
      const org = new TestOrg(rules(action, 'Exact'));
      org.insert('Contact', lee);
      expect(org.insert('Contact', lee)).toBe('DUPLICATES_DETECTED: Known already. []');
      expect(org.insert('Contact', lee, { allowDuplicates: true })).toMatch(
        action === 'Block' ? /^DUPLICATES/ : /^003/,
      );
    }
    const fuzzy = new TestOrg(rules('Block', 'LastName'));
    expect(() => fuzzy.insert('Contact', lee)).toThrow('NotEmulated: matching method LastName in matching rule Mail');
  });

  test('optional features of the org', () => {
    expect(new TestOrg().org.schema.object('Account')!.fields.has('currencyisocode')).toBe(false);
    const org = new TestOrg([], { shape: { multiCurrency: true, personAccounts: true, campaigns: false } });
    expect(org.org.schema.object('Account')!.fields.has('currencyisocode')).toBe(true);
    expect(org.org.schema.object('Campaign')).toBeUndefined();
    org.insert('Account', { FirstName: 'Ann', LastName: 'Lee' });
    expect(org.rows('SELECT Name, IsPersonAccount FROM Account')).toEqual(['Ann Lee true']);
    expect(org.rows('SELECT Name, IsPersonAccount FROM Contact')).toEqual(['Ann Lee true']);
    expect(() => new TestOrg([], { shape: { nonsense: true } })).toThrow('org shape: unknown entry nonsense');
  });

  test('Apex tests see no data of the org', () => {
    const org = new TestOrg(
      apex(
        'class',
        'T',
        "@IsTest private class T { @IsTest static void t() { Assert.areEqual(0, [SELECT COUNT() FROM Account]); insert new Account(Name = 'x'); } }",
      ),
    );
    org.insert('Account', { Name: 'mine' });
    expect(runTests(org.org).tests.map((test) => `${test.outcome} ${test.message ?? ''}`)).toEqual(['pass ']);
    expect(org.rows('SELECT Name FROM Account')).toEqual(['mine']);
  });
});
