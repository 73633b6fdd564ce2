/** Queries of custom metadata: what the storage behind it cannot do is refused. */
import { field, object, TestOrg, xml } from '../data/harness.ts';

const SETTING: [string, string][] = [
  [
    'objects/Setting__mdt/Setting__mdt.object-meta.xml',
    xml('CustomObject', '<label>Setting</label><pluralLabel>Settings</pluralLabel>'),
  ],
  field('Setting__mdt', 'Rank__c', '<type>Number</type><precision>5</precision><scale>0</scale>'),
];

let org: TestOrg;
beforeAll(() => {
  org = new TestOrg([...SETTING, object('Thing__c')]);
});

test.each([
  "SELECT DeveloperName FROM Setting__mdt WHERE DeveloperName = 'a' OR DeveloperName LIKE 'b%'",
  "SELECT DeveloperName FROM Setting__mdt WHERE Rank__c > 1 AND (MasterLabel = 'a' OR MasterLabel = 'b') ORDER BY Rank__c DESC, MasterLabel LIMIT 2",
  'SELECT COUNT() FROM Setting__mdt',
  "SELECT COUNT(Id) FROM Thing__c WHERE Name = 'a' OR Id = null",
])('%s', (query) => {
  expect(() => org.query(query)).not.toThrow();
});

test.each([
  ["SELECT DeveloperName FROM Setting__mdt WHERE DeveloperName = 'a' OR Rank__c = 1", 'Disjunctions not supported'],
  [
    "SELECT Label FROM Setting__mdt WHERE Rank__c = 1 AND (DeveloperName = 'a' OR MasterLabel = 'b')",
    'Disjunctions not',
  ],
  ['SELECT COUNT(Id) FROM Setting__mdt', 'not yet supported by this SObject storage type'],
  ['SELECT MasterLabel FROM Setting__mdt GROUP BY MasterLabel', 'not yet supported by this SObject storage type'],
])('%s → %s', (query, message) => {
  expect(() => org.query(query)).toThrow(message);
});
