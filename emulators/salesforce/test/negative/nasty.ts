/** What compilers forget most easily; each wrong program beside its right neighbour where they are easily confused. */
import { asClass, inMethod, type Case } from './case.ts';

const declarations = asClass([
  ['public class T { public private Integer x; }', 'Declarations can only have one scope'],
  ['public class T { public public Integer x; }', 'Duplicate modifier: public'],
  ['public class T { static static Integer x; }', 'Duplicate modifier: static'],
  ['public class T { enum E { A, B, a } }', 'Duplicate field: a'],
  ['public class T { class T {} }', 'Type name already in use: T'],
  ['public class T { public Integer x { get; get; } }', "Unexpected token 'get'."],
  ['public class T { private Integer x { public get; set; } }', 'Cannot declare public accessor on private property'],
  ['public class T { public Integer x { protected get; private set; } }'],
  ['public class T { transient Integer x; static final Integer Y = 1; }'],
  [
    'public virtual class T { public static void go() {} class U extends T { public void go() {} } }',
    'Cannot override static method: void go() with void go()',
  ],
  ['public class T { Integer _x; }', "Invalid identifier '_x'"],
  ['public class T { void _go() {} }', "Invalid identifier '_go'"],
]);

const annotations = asClass([
  [
    "public class T { @AuraEnabled(cacheable='yes') public static void go() {} }",
    'property cacheable expected type Boolean',
  ],
  ['public class T { @future(callout=1) public static void go() {} }', 'property callout expected type Boolean'],
  ['public class T { @future(callout=true) public static void go() {} }'],
  [
    'public class T { webservice static void go() {} }',
    'Defining type for webService methods must be declared as global',
  ],
  ['global class T { webservice static void go() {} webservice Integer x; }'],
  ['global class T { webservice void go() {} }', 'webService methods must be declared as static'],
  ['public class T { global void go() {} }', 'Defining type for global methods must be declared as global'],
  ['public class T { global Integer x; }', 'Defining type for global fields must be declared as global'],
  ['global class T { global Integer x; global void go() {} public void run() {} }'],
  [
    "@RestResource(urlMapping='/x') global class T { @HttpGet global static void a() {} @HttpGet global static void b() {} }",
    'Only one method per type can be defined with: HttpGet',
  ],
  [
    "@RestResource(urlMapping='/x') global class T { @HttpGet global static void a(String s) {} }",
    'HttpGet methods do not support parameters',
  ],
  [
    "@RestResource(urlMapping='/x') global class T { @HttpGet global static void a() {} @HttpPost global static void b(String s) {} }",
  ],
  ['public class T { @RemoteAction public void go() {} }', 'RemoteAction methods must be declared as static'],
  [
    '@IsTest private class T { @TestSetup static void a() {} @TestSetup static void b() {} }',
    'Only one method per type can be defined with: TestSetup',
  ],
  [
    '@IsTest(SeeAllData=true) private class T { @TestSetup static void a() {} }',
    'Test class cannot be annotated with @isTest(SeeAllData=true)',
  ],
  [
    '@IsTest private class T { @TestSetup static void a() {} @IsTest(SeeAllData=true) static void b() {} }',
    'cannot have any methods annotated with @isTest(SeeAllData=true)',
  ],
]);

const triggers: Case[] = [
  {
    source: 'trigger T on Account (before insert, before insert) {}',
    expected: 'reject',
    message: 'Duplicate Trigger Usage: Before Insert',
    kind: 'trigger',
  },
  { source: 'trigger T on Account (before insert, after insert) {}', expected: 'accept', kind: 'trigger' },
  {
    source: 'trigger T on Account (before insert) { a.CreatedDate = null; }',
    expected: 'reject',
    message: 'Variable does not exist: a',
    kind: 'trigger',
  },
];

const bodies = inMethod([
  ["switch on s { when else {} when 'a' {} }", "'when else' must be the last when block"],
  ["switch on s { when 'a' {} when else {} }"],
  ['public Integer x;', 'public is not allowed on locals'],
  ['static Integer x;', 'static is not allowed on locals'],
  ['final Integer x = 1;'],
  ['for (private Integer k = 0; k < 1; k++) {}', 'private is not allowed on locals'],
  ['Integer _x = 1;', "Invalid identifier '_x'"],
  ['a.CreatedDate = moment;', 'Field is not writeable: Account.CreatedDate'],
  ['w.LastModifiedById = recordId;', 'Field is not writeable: Widget__c.LastModifiedById'],
  ['moment = a.CreatedDate; a.Id = recordId;'],
  ['merge a w;', 'Invalid type for duplicate records'],
  ['merge a accounts;'],
  ['List<AggregateResult> x = [SELECT SUM(Name) FROM Account];', 'field Name does not support aggregate operator SUM'],
  ['List<AggregateResult> x = [SELECT AVG(NumberOfEmployees) n, MAX(Name) m FROM Account];'],
  [
    'List<Account> x = [SELECT Id FROM Account WHERE CreatedDate = 2020-01-01];',
    "field 'CreatedDate' must be of type dateTime",
  ],
  [
    'List<Widget__c> x = [SELECT Id FROM Widget__c WHERE When__c = 2020-01-01T00:00:00Z];',
    "field 'When__c' must be of type date",
  ],
  [
    'List<Account> x = [SELECT Id FROM Account WHERE CreatedDate = 2020-01-01T00:00:00Z OR LastActivityDate = 2020-01-01];',
  ],
]);

export const nasty: Case[] = [...declarations, ...annotations, ...triggers, ...bodies];
