/** What standard profiles and permission sets let a user do, and the rows that say so. */
import { runTests } from '../../src/apex/testing/runner.ts';
import { createOrg } from '../../src/org/org.ts';
import type { Org } from '../../src/org/services.ts';

/** Outcomes of the test methods of one class, in a fresh org. */
function outcomes(body: string, org: Org = createOrg().org): Record<string, string> {
  const text = `@IsTest private class Probe {
    static User userOf(String profile) {
      User one = new User(ProfileId = [SELECT Id FROM Profile WHERE Name = :profile].Id, LastName = 'last', Alias = 'alias',
        Email = 'a@test.example.com', Username = profile.deleteWhitespace() + '@test.example.com', TimeZoneSidKey = 'GMT',
        EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', LocaleSidKey = 'en_US');
      insert one;
      return one;
    }
    ${body}
  }`;
  const errors = org.apex.compile([{ kind: 'class', name: 'Probe', file: 'Probe.cls', source: text, apiVersion: 66 }]);
  expect(errors).toEqual([]);
  return Object.fromEntries(runTests(org).tests.map((test) => [test.methodName, test.message ?? 'pass']));
}

test('standard profiles have the rights the platform gives them', () => {
  const results = outcomes(`
    static String rights(DescribeSObjectResult d) {
      return (d.isAccessible() ? 'R' : '') + (d.isCreateable() ? 'C' : '') + (d.isUpdateable() ? 'E' : '') + (d.isDeletable() ? 'D' : '');
    }
    @IsTest static void objects() {
      System.runAs(userOf('Standard User')) {
        Assert.areEqual('RCED', rights(Account.SObjectType.getDescribe()));
        Assert.areEqual('RCE', rights(Case.SObjectType.getDescribe()));
        Assert.areEqual('R', rights(Campaign.SObjectType.getDescribe()));
        Assert.areEqual('R', rights(ApexClass.SObjectType.getDescribe()));
      }
      System.runAs(userOf('Marketing User')) { Assert.areEqual('RCED', rights(Campaign.SObjectType.getDescribe())); }
      System.runAs(userOf('Contract Manager')) { Assert.areEqual('RCED', rights(Contract.SObjectType.getDescribe())); }
      System.runAs(userOf('Read Only')) { Assert.areEqual('R', rights(Account.SObjectType.getDescribe())); }
      System.runAs(userOf('Standard Platform User')) { Assert.areEqual('', rights(Opportunity.SObjectType.getDescribe())); }
      System.runAs(userOf('Minimum Access - Salesforce')) {
        Assert.areEqual('', rights(Account.SObjectType.getDescribe()));
        Assert.areEqual('', rights(ApexClass.SObjectType.getDescribe()));
      }
    }
    @IsTest static void fields() {
      Assert.isTrue(Account.Tradestyle.getDescribe().isAccessible());
      System.runAs(userOf('Marketing User')) {
        Assert.isTrue(Account.Industry.getDescribe().isUpdateable());
        Assert.isFalse(Account.Tradestyle.getDescribe().isAccessible());
      }
    }
    @IsTest static void rows() {
      Integer all = [SELECT COUNT() FROM FieldPermissions WHERE SobjectType = 'Account' AND PermissionsRead = true];
      Integer writable = [SELECT COUNT() FROM FieldPermissions WHERE SobjectType = 'Account' AND PermissionsEdit = true];
      Assert.isTrue(all > writable && writable > 0, all + ' ' + writable);
      ObjectPermissions cases = [SELECT PermissionsEdit, PermissionsDelete, Parent.IsOwnedByProfile FROM ObjectPermissions
        WHERE Parent.Profile.Name = 'Standard User' AND SobjectType = 'Case'];
      Assert.isTrue(cases.PermissionsEdit && cases.Parent.IsOwnedByProfile);
      Assert.isFalse(cases.PermissionsDelete);
      PermissionSetAssignment own = [SELECT PermissionSet.Profile.Name FROM PermissionSetAssignment WHERE AssigneeId = :userOf('Read Only').Id];
      Assert.areEqual('Read Only', own.PermissionSet.Profile.Name);
      Assert.areEqual(0, [SELECT COUNT() FROM PermissionSetAssignment WHERE PermissionSet.IsOwnedByProfile = false]);
    }`);
  expect(results).toEqual({ objects: 'pass', fields: 'pass', rows: 'pass' });
});

test('stripInaccessible takes away child rows of an object the user may not read', () => {
  const results = outcomes(`
    @IsTest static void strips() {
      Account a = new Account(Name = 'a'); insert a;
      insert new Contact(LastName = 'c', AccountId = a.Id);
      PermissionSet ps = new PermissionSet(Name = 'Only_Accounts', Label = 'Only accounts');
      User one = userOf('Minimum Access - Salesforce');
      System.runAs(new User(Id = UserInfo.getUserId())) {
        insert ps;
        insert new ObjectPermissions(ParentId = ps.Id, SobjectType = 'Account', PermissionsRead = true);
        insert new PermissionSetAssignment(PermissionSetId = ps.Id, AssigneeId = one.Id);
      }
      System.runAs(one) {
        SObjectAccessDecision decision = Security.stripInaccessible(AccessType.READABLE,
          [SELECT Name, (SELECT LastName FROM Contacts) FROM Account]);
        Account seen = (Account) decision.getRecords()[0];
        Assert.areEqual('a', seen.Name);
        Assert.areEqual(new Set<String>{ 'Contacts' }, decision.getRemovedFields().get('Account'));
        try { Integer n = seen.Contacts.size(); Assert.fail(); }
        catch (SObjectException e) { Assert.isTrue(e.getMessage().contains('without querying'), e.getMessage()); }
      }
    }`);
  expect(results).toEqual({ strips: 'pass' });
});
