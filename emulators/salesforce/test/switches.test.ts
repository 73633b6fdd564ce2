/**
 * The fences of the org hold. Each test turns red when its fence is switched off (ORG_EMULATOR_SWITCHES): the gate "switches with teeth" tries
 * that, so that none of them can be a fence in name only.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createOrg } from '../src/org/org.ts';
import type { Org } from '../src/org/services.ts';

const META = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const FILES: Record<string, string> = {
  'objects/Thing__c/Thing__c.object-meta.xml': `<CustomObject ${META}><label>Thing</label><pluralLabel>Things</pluralLabel>
    <nameField><label>Name</label><type>Text</type></nameField><deploymentStatus>Deployed</deploymentStatus><sharingModel>Private</sharingModel></CustomObject>`,
  'objects/Thing__c/fields/Key__c.field-meta.xml': `<CustomField ${META}><fullName>Key__c</fullName><label>Key</label><type>Text</type>
    <length>80</length><unique>true</unique><externalId>true</externalId></CustomField>`,
  'objects/Thing__c/fields/Secret__c.field-meta.xml': `<CustomField ${META}><fullName>Secret__c</fullName><label>Secret</label><type>Text</type>
    <length>80</length></CustomField>`,
  'permissionsets/Things.permissionset-meta.xml': `<PermissionSet ${META}><label>Things</label><hasActivationRequired>false</hasActivationRequired>
    <fieldPermissions><editable>true</editable><field>Thing__c.Key__c</field><readable>true</readable></fieldPermissions>
    <objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead>
    <modifyAllRecords>false</modifyAllRecords><object>Thing__c</object><viewAllRecords>false</viewAllRecords></objectPermissions></PermissionSet>`,
};

let folder: string;
let org: Org;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switches-'));
  for (const [path, text] of Object.entries(FILES)) {
    const file = join(folder, 'app', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
  }
  const made = createOrg({ sourceDirs: [join(folder, 'app')] });
  if (made.errors.length > 0) throw new Error(JSON.stringify(made.errors));
  org = made.org;
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs Apex as a user and returns how it ended. */
function run(source: string, username?: string): string {
  const user = username === undefined ? org.security.admin() : org.security.userByName(username);
  if (!user) throw new Error(`no user ${username}`);
  const result = org.transaction({ user, kind: 'sync' }, (transaction) =>
    org.apex.executeAnonymous(source, transaction),
  );
  return result.compileProblem ?? result.exceptionMessage ?? 'done';
}

/** A user with the permission set and nothing else. */
const MAKE_CLERK = `
  Profile p = [SELECT Id FROM Profile WHERE Name = 'Standard User'];
  User clerk = new User(Username = 'clerk@example.com', LastName = 'Clerk', Email = 'clerk@example.com', Alias = 'clerk', ProfileId = p.Id,
    TimeZoneSidKey = 'America/New_York', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US');
  insert clerk;
  insert new PermissionSetAssignment(AssigneeId = clerk.Id, PermissionSetId = [SELECT Id FROM PermissionSet WHERE Name = 'Things'].Id);`;

test('a unique field takes a value once (unique-indexes-off)', () => {
  expect(run("insert as system new Thing__c(Key__c = 'a'); insert as system new Thing__c(Key__c = 'A');")).toMatch(
    /^System\.DmlException: Insert failed\..*DUPLICATE_VALUE, duplicate value found: Key__c duplicates value on record with id: /,
  );
});

test('a transaction saves 10,000 rows and no more (row-limits-off)', () => {
  const source =
    'List<Thing__c> things = new List<Thing__c>(); for (Integer i = 0; i < 10001; i++) things.add(new Thing__c()); insert as system things;';
  expect(run(source)).toBe('System.LimitException: Too many DML rows: 10001');
});

test('a field without a grant is not there in user mode (fls-off)', () => {
  expect(run(MAKE_CLERK)).toBe('done');
  expect(run("insert as user new Thing__c(Key__c = 'a');", 'clerk@example.com')).toBe('done');
  expect(run('List<Thing__c> t = [SELECT Secret__c FROM Thing__c WITH USER_MODE];', 'clerk@example.com')).toMatch(
    /No such column 'Secret__c' on entity 'Thing__c'/,
  );
  expect(run("insert as user new Thing__c(Secret__c = 'x');", 'clerk@example.com')).toMatch(
    /fields being inaccessible on Sobject Thing__c/,
  );
});

test("others' private records are not there (sharing-off)", () => {
  expect(run(MAKE_CLERK)).toBe('done');
  expect(run("insert as system new Thing__c(Key__c = 'of the admin');")).toBe('done');
  const count = 'throw new IllegalArgumentException(String.valueOf([SELECT COUNT() FROM Thing__c WITH USER_MODE]));';
  expect(run(count, 'clerk@example.com')).toBe('System.IllegalArgumentException: 0');
});

test('with lines, the amount of an opportunity is their sum (opportunity-amount-rule-off)', () => {
  const source = `
    Opportunity o = new Opportunity(Name = 'o', StageName = 'Prospecting', CloseDate = Date.newInstance(2026, 12, 31), Amount = 100);
    insert as system o;
    Product2 p = new Product2(Name = 'tea', IsActive = true);
    insert as system p;
    PricebookEntry e = new PricebookEntry(Pricebook2Id = [SELECT Id FROM Pricebook2 WHERE IsStandard = true].Id, Product2Id = p.Id, UnitPrice = 10, IsActive = true);
    insert as system e;
    insert as system new OpportunityLineItem(OpportunityId = o.Id, PricebookEntryId = e.Id, Quantity = 2, UnitPrice = 10);
    update as system new Opportunity(Id = o.Id, Amount = 500);
    throw new IllegalArgumentException(String.valueOf([SELECT Amount FROM Opportunity WHERE Id = :o.Id].Amount.intValue()));`;
  expect(run(source)).toBe('System.IllegalArgumentException: 20');
});
