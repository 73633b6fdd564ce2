/** Whose records a class sees: by its own words, its caller's, its API version, and the mode of the query. */
import { runTests } from '../../src/apex/testing/runner.ts';
import { object, TestOrg } from '../data/harness.ts';

const COUNT = 'return [SELECT COUNT() FROM Secret__c];';
const SOURCES: [name: string, apiVersion: number, source: string][] = [
  [
    'WithIt',
    66,
    `public with sharing class WithIt {
      public static Integer own() { ${COUNT} }
      public static Integer omitted() { return Omitted.own(); }
      public static Integer inherited() { return Inherited.own(); }
      public static Integer other() { return Without.own(); }
      public class Nested { public Integer own() { ${COUNT} } }
    }`,
  ],
  [
    'Without',
    66,
    `public without sharing class Without {
      public static Integer own() { ${COUNT} }
      public static Integer omitted() { return Omitted.own(); }
      public static Integer inherited() { return Inherited.own(); }
      public static Integer other() { return WithIt.own(); }
      public static Integer asUser() { return [SELECT COUNT() FROM Secret__c WITH USER_MODE]; }
    }`,
  ],
  ['Omitted', 66, `public class Omitted { public static Integer own() { ${COUNT} } }`],
  ['Inherited', 66, `public inherited sharing class Inherited { public static Integer own() { ${COUNT} } }`],
  [
    'Newer',
    67,
    `public class Newer {
      public static Integer own() { ${COUNT} }
      public static Integer asSystem() { return [SELECT COUNT() FROM Secret__c WITH SYSTEM_MODE]; }
    }`,
  ],
  [
    'NewerWithout',
    67,
    `public without sharing class NewerWithout {
      public static Integer own() { ${COUNT} }
      public static Integer asSystem() { return [SELECT COUNT() FROM Secret__c WITH SYSTEM_MODE]; }
      public static Integer dynamic() { return Database.countQuery('SELECT COUNT() FROM Secret__c WITH SYSTEM_MODE'); }
    }`,
  ],
];

const EXPECTED: [call: string, sees: number][] = [
  ['WithIt.own()', 0],
  ['WithIt.omitted()', 0],
  ['WithIt.inherited()', 0],
  ['WithIt.other()', 1],
  ['new WithIt.Nested().own()', 1],
  ['Without.own()', 1],
  ['Without.omitted()', 1],
  ['Without.inherited()', 1],
  ['Without.other()', 0],
  ['Without.asUser()', 0],
  ['Omitted.own()', 1],
  ['Inherited.own()', 0],
  ['Newer.own()', 0],
  ['Newer.asSystem()', 0],
  ['NewerWithout.own()', 0],
  ['NewerWithout.asSystem()', 1],
  ['NewerWithout.dynamic()', 1],
];

test('records of another user are seen as the classes say', () => {
  const org = new TestOrg([object('Secret__c', 'Private')]);
  const calls = EXPECTED.map(([call]) => `seen.put('${call}', ${call});`).join('\n');
  const probe = `@IsTest private class Probe {
    @IsTest static void look() {
      User one = [SELECT Id FROM User WHERE Username = 'standard@example.com'];
      System.runAs(new User(Id = UserInfo.getUserId())) {
        PermissionSet ps = new PermissionSet(Name = 'See', Label = 'See');
        insert ps;
        insert new ObjectPermissions(ParentId = ps.Id, SobjectType = 'Secret__c', PermissionsRead = true);
        insert new PermissionSetAssignment(PermissionSetId = ps.Id, AssigneeId = one.Id);
      }
      insert new Secret__c(Name = 'hidden');
      Map<String, Integer> seen = new Map<String, Integer>();
      System.runAs(one) { ${calls} }
      Assert.fail(JSON.serialize(seen));
    }
  }`;
  const sources = [...SOURCES, ['Probe', 66, probe] as const].map(([name, apiVersion, source]) => ({
    kind: 'class' as const,
    name,
    file: `${name}.cls`,
    source,
    apiVersion,
  }));
  expect(org.org.apex.compile(sources)).toEqual([]);
  const [result] = runTests(org.org).tests;
  expect(JSON.parse(/\{.*\}/.exec(result!.message!)![0])).toEqual(Object.fromEntries(EXPECTED));
});
