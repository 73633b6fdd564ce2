/** Who sees a custom field after it is deployed. */
import { createOrg } from '../../src/org/org.ts';
import { readComponents } from '../../src/metadata/read.ts';
import { field, object, xml } from '../data/harness.ts';

const GRANT = `<label>P</label><fieldPermissions><editable>false</editable><field>Thing__c.Note__c</field><readable>true</readable></fieldPermissions>`;
const FILES: [string, string][] = [
  object('Thing__c'),
  field('Thing__c', 'Note__c', '<type>Text</type><length>5</length>'),
  ['permissionsets/P.permissionset-meta.xml', xml('PermissionSet', GRANT)],
];

function orgWith(shape: Record<string, unknown>) {
  const { org } = createOrg({ shape });
  const encoder = new TextEncoder();
  const { components } = readComponents(new Map(FILES.map(([path, text]) => [path, encoder.encode(text)])));
  expect(org.deploy({ components }).problems).toEqual([]);
  return org;
}

test('administrators see it as after installing a package', () => {
  const org = orgWith({});
  expect(org.security.rights(org.security.admin()).canEditField('Thing__c', 'Note__c')).toBe(true);
  expect(
    org.security.rights(org.security.userByName('standard@example.com')!).canReadField('Thing__c', 'Note__c'),
  ).toBe(false);
});

test('in the other shape nobody sees it but who has a permission set', () => {
  const org = orgWith({ fieldsVisibleTo: 'nobody' });
  const admin = org.security.admin();
  const query = (): unknown =>
    org.transaction({ user: admin, kind: 'sync' }, () =>
      org.query.query('SELECT Note__c FROM Thing__c', new Map(), { access: 'user', sharing: true }),
    );
  expect(query).toThrow("No such column 'Note__c' on entity 'Thing__c'");
  const set = [...org.storage.table('PermissionSet').rows.values()].find((row) => row['Name'] === 'P')!;
  org.storage.put('PermissionSetAssignment', {
    Id: '0Pa000000000001AAA',
    AssigneeId: admin.id,
    PermissionSetId: set.Id,
  });
  expect(query()).toMatchObject({ records: [] });
  expect(org.security.rights(admin).canEditField('Thing__c', 'Note__c')).toBe(false);
});
