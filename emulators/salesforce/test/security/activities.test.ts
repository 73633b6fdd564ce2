/** Activities are private: seen by their owners, and by those who see the record they are about. */
import { runTests } from '../../src/apex/testing/runner.ts';
import { createOrg } from '../../src/org/org.ts';

const PROBE = `@IsTest private with sharing class Probe {
  static User somebody(String profile) {
    User made = new User(LastName = 'x', Alias = 'x', Email = 'x@example.com', Username = 'X.' + profile.left(3) + '@Example.com',
      TimeZoneSidKey = 'UTC', LocaleSidKey = 'en_US', LanguageLocaleKey = 'en_US', EmailEncodingKey = 'UTF-8',
      ProfileId = [SELECT Id FROM Profile WHERE Name = :profile].Id);
    insert made;
    return made;
  }
  @IsTest static void minimumAccess() {
    Account one = new Account(Name = 'a');
    insert one;
    insert new List<Task>{new Task(Subject = 'alone', Type = 'Call'), new Task(Subject = 'about', WhatId = one.Id)};
    System.runAs(somebody('Minimum Access - Salesforce')) {
      System.assertEquals(0, [SELECT COUNT() FROM Task]);
      Task shown = new Task(Subject = 's', Type = 'Call');
      List<SObject> left = Security.stripInaccessible(AccessType.READABLE, new List<Task>{shown}).getRecords();
      System.assertEquals(false, left[0].isSet('Type'));
    }
  }
  @IsTest static void whoSeesTheAccountSeesItsTasks() {
    Account one = new Account(Name = 'a');
    insert one;
    insert new List<Task>{new Task(Subject = 'alone'), new Task(Subject = 'about', WhatId = one.Id)};
    System.runAs(somebody('Standard User')) { System.assertEquals('about', [SELECT Subject FROM Task].Subject); }
  }
  @IsTest static void userNamesAreSmall() {
    System.assertEquals('x.sta@example.com', [SELECT Username FROM User WHERE Id = :somebody('Standard User').Id].Username);
  }
  @IsTest static void factsThatDescribesTell() {
    System.assertEquals(false, Account.OwnerId.getDescribe().isPermissionable());
    System.assert(Event.OwnerId.getDescribe().isNamePointing());
    System.assertEquals(0, new EventBus.ChangeEventHeader().changedFields.size());
    System.assertEquals(0, EventBus.TriggerContext.currentContext().retries);
    System.assert(UserInfo.getSessionId().endsWith('!ApexTestSession'));
  }
}`;

test('who sees which activities', () => {
  const { org } = createOrg();
  const file = { kind: 'class', name: 'Probe', file: 'Probe.cls', source: PROBE, apiVersion: 66 } as const;
  expect(org.apex.compile([file])).toEqual([]);
  const results = runTests(org).tests.map((each) => [each.methodName, each.message ?? 'pass']);
  expect(Object.fromEntries(results)).toEqual({
    minimumAccess: 'pass',
    whoSeesTheAccountSeesItsTasks: 'pass',
    userNamesAreSmall: 'pass',
    factsThatDescribesTell: 'pass',
  });
});
