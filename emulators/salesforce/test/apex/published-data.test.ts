/** What published projects taught of records, queries and setup, through the tests of a deployed project. */
import { field, object, xml } from '../data/harness.ts';
import { run } from './published.ts';

describe('dynamic queries', () => {
  test.each([
    [
      'no blank before the colon',
      `String q = 'SELECT Id FROM Account WHERE Name IN:names'; List<String> names = new List<String>{ 'x' };`,
    ],
    [
      'a variable of a block that has ended',
      `String q = 'SELECT Id FROM Account'; if (q != null) { String wanted = 'x'; q += ' WHERE Name = :wanted'; }`,
    ],
    [
      'the block that ran',
      `String q = 'SELECT Id FROM Account WHERE Name = :wanted'; if (q != null) { String wanted = 'x'; } else { String wanted = 'y'; }`,
    ],
  ])('%s', (_what, before) => {
    expect(run(`insert new Account(Name = 'x'); ${before} Assert.areEqual(1, Database.query(q).size());`)).toBe('pass');
  });

  test('the alias of a function is a name of the row', () => {
    const body = `insert new Account(Name = 'x', Type = 'Prospect'); SObject row = Database.query('SELECT toLabel(Type) Shown FROM Account');
      Assert.areEqual('Prospect', row.get('shown')); try { row.get('other'); Assert.fail(); } catch (SObjectException e) { Assert.isTrue(e.getMessage().contains('Invalid field other')); }`;
    expect(run(body)).toBe('pass');
  });

  test('what HAVING adds up need not be groupable', () => {
    const body = `insert new Account(Name = 'x', AnnualRevenue = 5); Assert.areEqual(1, [SELECT OwnerId o FROM Account
      GROUP BY OwnerId HAVING SUM(AnnualRevenue) > 1 ORDER BY SUM(AnnualRevenue) DESC].size());`;
    expect(run(body)).toBe('pass');
  });
});

test('cursors count: rows when made, queries and rows when fetched from', () => {
  const body = `insert new List<Account>{ new Account(Name = 'a'), new Account(Name = 'b') };
    Database.Cursor c = Database.getCursor('SELECT Id FROM Account');
    Assert.areEqual(2, Limits.getApexCursorRows()); Assert.areEqual(0, Limits.getQueryRows());
    c.fetch(1, 5); Assert.areEqual(1, Limits.getFetchCallsOnApexCursor()); Assert.areEqual(1, Limits.getQueryRows()); Assert.areEqual(1, Limits.getQueries());`;
  expect(run(body)).toBe('pass');
});

test('ids that a test makes up: none of the org, and none that is checked by JSON', () => {
  const body = `Account a = new Account(Name = 'x'); insert a; Assert.areEqual(0, [SELECT Id FROM Account WHERE Id = '001000000000001'].size());
    SObject made = (SObject) JSON.deserialize('{"attributes":{"type":"Contact"},"Id":"id-1","AccountId":"one"}', SObject.class);
    Assert.areEqual('id-1', String.valueOf(made.get('Id'))); Assert.areEqual('one', String.valueOf(made.get('AccountId')));`;
  expect(run(body)).toBe('pass');
});

test('constants are there before what is above them', () => {
  const Signs = `public class Signs { public static final Integer COUNT = ALL_OF_THEM.length(); private static final String ALL_OF_THEM = 'abc'; }`;
  expect(run('Assert.areEqual(3, Signs.COUNT);', { Signs })).toBe('pass');
});

test('a set of records is no set of anything; collections of anything are of ANY', () => {
  const body = `Object o = new Set<Account>{ new Account() }; Assert.isFalse(o instanceof Set<Object>);
    o = 'x'; String text; try { List<Object> l = (List<Object>) o; } catch (TypeException e) { text = e.getMessage(); }
    Assert.areEqual('Invalid conversion from runtime type String to List<ANY>', text);`;
  expect(run(body)).toBe('pass');
});

test('the date of an instant, as of an object, is that of Greenwich', () => {
  const body = `Object at = Datetime.newInstanceGmt(2026, 3, 4, 0, 30, 0); Assert.areEqual(Date.newInstance(2026, 3, 4), Date.valueOf(at));`;
  expect(run(body)).toBe('pass');
});

test('a setting nobody made has its defaults and nothing else', () => {
  const setting = xml(
    'CustomObject',
    '<customSettingsType>Hierarchy</customSettingsType><label>Tuning</label><visibility>Public</visibility>',
  );
  const metadata: [string, string][] = [
    ['objects/Tuning__c/Tuning__c.object-meta.xml', setting],
    field('Tuning__c', 'Level__c', '<type>Text</type><length>9</length>'),
    field(
      'Tuning__c',
      'Depth__c',
      '<type>Number</type><precision>3</precision><scale>0</scale><defaultValue>4</defaultValue>',
    ),
  ];
  const body = `Map<String, Object> shown = Tuning__c.getInstance(UserInfo.getUserId()).getPopulatedFieldsAsMap();
    Assert.isFalse(shown.containsKey('Level__c')); Assert.areEqual(4, shown.get('Depth__c')); Assert.isNull(Tuning__c.getInstance().Level__c);`;
  expect(run(body, {}, metadata)).toBe('pass');
});

describe('setup', () => {
  test('a template has no style unless it says so', () => {
    const body = `EmailTemplate t = new EmailTemplate(Name = 'x', DeveloperName = 'x', TemplateType = 'text', FolderId = UserInfo.getUserId(), Body = 'y');
      insert t; Assert.areEqual('none', [SELECT TemplateStyle FROM EmailTemplate WHERE Id = :t.Id].TemplateStyle);`;
    expect(run(body)).toBe('pass');
  });

  test('guests have a profile, and those who have it are guests', () => {
    const body = `Profile p = [SELECT Id FROM Profile WHERE UserType = 'Guest' LIMIT 1]; User u = new User(ProfileId = p.Id, LastName = 'x', Alias = 'x', Email = 'x@example.com',
      Username = 'x@example.com.guest', TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US');
      insert u; System.runAs(u) { Assert.areEqual('Guest', UserInfo.getUserType()); }`;
    expect(run(body)).toBe('pass');
  });

  test('templates, letterheads, list views, documents and credentials are rows', () => {
    const metadata: [string, string][] = [
      object('Trip__c'),
      [
        'objects/Trip__c/listViews/Mine.listView-meta.xml',
        xml('ListView', '<fullName>Mine</fullName><filterScope>Mine</filterScope><label>My Trips</label>'),
      ],
      ['email/Trips/Hello.email', 'Hello {!Contact.Name}'],
      [
        'email/Trips/Hello.email-meta.xml',
        xml(
          'EmailTemplate',
          '<available>true</available><name>Hello</name><style>none</style><subject>Hi</subject><type>text</type>',
        ),
      ],
      ['letterhead/Paper.letter-meta.xml', xml('Letterhead', '<available>true</available><name>Paper</name>')],
      ['documents/Trips/Style_css.css', 'a {}'],
      [
        'documents/Trips/Style_css.css-meta.xml',
        xml('Document', '<internalUseOnly>false</internalUseOnly><name>Style.css</name><public>false</public>'),
      ],
      [
        'namedCredentials/Far.namedCredential-meta.xml',
        xml(
          'NamedCredential',
          '<endpoint>https://far.example.com</endpoint><label>Far</label><principalType>Anonymous</principalType><protocol>NoAuthentication</protocol>',
        ),
      ],
    ];
    const body = `Assert.areEqual('My Trips', [SELECT Name FROM ListView WHERE DeveloperName = 'Mine' AND SobjectType = 'Trip__c'].Name);
      EmailTemplate t = [SELECT Subject, Body, FolderId, IsActive FROM EmailTemplate WHERE DeveloperName = 'Hello'];
      Assert.areEqual('Hello {!Contact.Name}', t.Body); Assert.areEqual('Trips', [SELECT DeveloperName FROM Folder WHERE Id = :t.FolderId].DeveloperName);
      Assert.areEqual(1, [SELECT Id FROM BrandTemplate WHERE IsActive = true AND Name = 'Paper'].size());
      Assert.areEqual('a {}', [SELECT Body FROM Document WHERE Name = 'Style.css'].Body.toString());
      Assert.areEqual('https://far.example.com', [SELECT Endpoint FROM NamedCredential WHERE DeveloperName = 'Far'].Endpoint);`;
    expect(run(body, {}, metadata)).toBe('pass');
  });
});

test('child rows that were not queried are none; a list that is null cannot be searched in', () => {
  const body = `insert new Account(Name = 'x'); Account a = [SELECT Id FROM Account]; Assert.isTrue(a.Contacts.isEmpty());
    Set<Id> ids; try { List<Account> found = [SELECT Id FROM Account WHERE Id IN :ids]; Assert.fail(); } catch (NullPointerException e) { Assert.isNotNull(e); }`;
  expect(run(body)).toBe('pass');
});

test('fields of activities are those of tasks and events; picklists as they were written before API 38', () => {
  const value = (name: string): string =>
    `<picklistValues><fullName>${name}</fullName><default>false</default></picklistValues>`;
  const metadata = [
    field(
      'Activity',
      'Kind__c',
      `<type>Picklist</type><picklist>${value('A')}${value('B')}<sorted>false</sorted></picklist>`,
    ),
  ];
  const body = `Assert.areEqual(2, Event.Kind__c.getDescribe().getPicklistValues().size()); insert new Task(Subject = 'x', Kind__c = 'B');
    Assert.areEqual('B', [SELECT Kind__c FROM Task].Kind__c);`;
  expect(run(body, {}, metadata)).toBe('pass');
});

test('a metadata relationship to a part of an entity holds a field name; members of field sets compare and become JSON', () => {
  const metadata = [
    [
      'objects/Map__mdt/Map__mdt.object-meta.xml',
      xml('CustomObject', '<label>Map</label><pluralLabel>Maps</pluralLabel>'),
    ],
    field(
      'Map__mdt',
      'Of__c',
      '<type>MetadataRelationship</type><referenceTo>EntityDefinition</referenceTo><relationshipLabel>Maps</relationshipLabel><relationshipName>Maps</relationshipName>',
    ),
    field(
      'Map__mdt',
      'Place__c',
      '<type>MetadataRelationship</type><metadataRelationshipControllingField>Map__mdt.Of__c</metadataRelationshipControllingField><referenceTo>EntityParticle</referenceTo><relationshipLabel>Places</relationshipLabel><relationshipName>Places</relationshipName>',
    ),
    [
      'customMetadata/Map.Town.md-meta.xml',
      xml(
        'CustomMetadata',
        '<label>Town</label><protected>false</protected><values><field>Of__c</field><value xsi:type="xsd:string">Contact</value></values><values><field>Place__c</field><value xsi:type="xsd:string">MailingCity</value></values>',
      ),
    ],
    [
      'objects/Contact/fieldSets/Some.fieldSet-meta.xml',
      xml(
        'FieldSet',
        '<fullName>Some</fullName><description>x</description><displayedFields><field>LastName</field><isFieldManaged>false</isFieldManaged><isRequired>false</isRequired></displayedFields><label>Some</label>',
      ),
    ],
  ] as [string, string][];
  const body = `Assert.areEqual('MailingCity', [SELECT Place__r.QualifiedApiName FROM Map__mdt].Place__r.QualifiedApiName);
    Schema.FieldSet some = SObjectType.Contact.fieldSets.Some; Assert.isTrue(JSON.serialize(some.getFields()).contains('"fieldPath":"LastName"'));
    Assert.areEqual(new Set<Schema.FieldSetMember>(some.getFields()), new Set<Schema.FieldSetMember>(some.getFields()));`;
  expect(run(body, {}, metadata)).toBe('pass');
});

test('who may do what to which record is refused by name, not answered with no rows', () => {
  const query = `SELECT RecordId FROM UserRecordAccess WHERE UserId = :UserInfo.getUserId() AND RecordId = :UserInfo.getUserId()`;
  expect(run(`Integer n = [${query}].size();`)).toContain('NotEmulated: queries of UserRecordAccess');
});
