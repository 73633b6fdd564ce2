/** A managed package in a subscriber's org: whose names are found from where. */
import { runTests } from '../../src/apex/testing/runner.ts';
import { installComponents } from '../../src/metadata/namespace/install.ts';
import { prefixNames, prefixText } from '../../src/metadata/namespace/references.ts';
import { readComponents } from '../../src/metadata/read.ts';
import { localName, splitName, withNamespace } from '../../src/schema/custom-names.ts';
import { apex, field, files, rule, SHOP, TestOrg, xml } from '../data/harness.ts';

const PACKAGED: [string, string][] = [
  ...SHOP,
  rule('Shop_Order__c', 'Not_Negative', 'AND(Total__c &lt; 0, Name &lt;&gt; "Total__c")', 'negative'),
  field('Contact', 'Level__c', '<type>Text</type><length>20</length>'),
  [
    'objects/Rule__mdt/Rule__mdt.object-meta.xml',
    xml('CustomObject', '<label>Rule</label><pluralLabel>R</pluralLabel>'),
  ],
  field('Rule__mdt', 'Target__c', '<type>Text</type><length>40</length>'),
  [
    'customMetadata/Rule.Default.md-meta.xml',
    xml(
      'CustomMetadata',
      '<label>D</label><values><field>Target__c</field><value xsi:type="xsd:string">Total__c</value></values>',
    ),
  ],
  [
    'labels/CustomLabels.labels-meta.xml',
    xml(
      'CustomLabels',
      '<labels><fullName>Hello</fullName><language>en_US</language><protected>true</protected><shortDescription>h</shortDescription><value>Hello from the package</value></labels>',
    ),
  ],
  [
    'permissionsets/Seller.permissionset-meta.xml',
    xml(
      'PermissionSet',
      '<label>Seller</label><fieldPermissions><editable>true</editable><field>Contact.Level__c</field><readable>true</readable></fieldPermissions>',
    ),
  ],
  ...apex(
    'class',
    'Orders',
    `global class Orders {
      global class Sale { global String name; global Sale() {} }
      global class Closed {}
      public class HiddenException extends Exception {}
      global static Decimal total(String key) {
        return [SELECT Total__c FROM Shop_Order__c WHERE Shop_Order__c.Key__c = :key].Total__c;
      }
      public static Integer inside() { return 1; }
      global static String names() {
        Shop_Order__c order = new Shop_Order__c(Key__c = 'a', Total__c = 5);
        order.put('Key__c', 'b');
        Map<String, SObjectField> fields = Shop_Order__c.SObjectType.getDescribe().fields.getMap();
        List<Object> found = new List<Object>{
          order.get('Key__c'), order.get('acme__Key__c'),
          Shop_Order__c.SObjectType.getDescribe().getName(), Shop_Order__c.SObjectType.getDescribe().getLocalName(),
          Shop_Order__c.Total__c.getDescribe().getLocalName(),
          Schema.getGlobalDescribe().containsKey('acme__Shop_Order__c'), fields.containsKey('acme__total__c'),
          fields.containsKey('total__c'), Type.forName('Orders').getName(), Type.forName('acme', 'Orders') == Orders.class,
          Type.forName('Shop_Order__c') == Shop_Order__c.class, JSON.serialize(order).contains('"acme__Total__c":5'),
          new HiddenException().getTypeName(), System.Label.Hello, Rule__mdt.getInstance('Default').Target__c,
          order.getPopulatedFieldsAsMap().keySet()
        };
        return JSON.serialize(found);
      }
      global static String level() { return (String) Database.query('SELECT Level__c FROM Contact LIMIT 1')[0].get('Level__c'); }
      global static String lines() {
        SObject order = Database.query('SELECT Key__c, (SELECT Amount__c FROM Lines__r) FROM Shop_Order__c WHERE Total__c = 7')[0];
        return order.get('Key__c') + ' ' + order.getSObjects('Lines__r').size();
      }
      global static Decimal grouped() {
        AggregateResult row = [SELECT Key__c, SUM(Total__c) total FROM Shop_Order__c GROUP BY Key__c][0];
        return row.get('Key__c') == null ? null : (Decimal) row.get('total');
      }
    }`,
  ),
  ...apex(
    'trigger',
    'Totals',
    `trigger Totals on Shop_Order__c (before insert) { for (Shop_Order__c o : Trigger.new) { if (o.Key__c == 'free') o.Total__c = 0; } }`,
  ),
  ...apex(
    'class',
    'OrdersTest',
    `@IsTest private class OrdersTest { @IsTest static void test() { Assert.areEqual(1, Orders.inside()); } }`,
  ),
];

function installed(): TestOrg {
  const org = new TestOrg();
  const { components, problems } = installComponents(readComponents(files(Object.fromEntries(PACKAGED))), 'acme');
  const outcome = org.org.deploy({ components });
  expect([...problems, ...outcome.problems]).toEqual([]);
  return org;
}

/** What an anonymous block of the subscriber logs first, or why it does not compile or run. */
function anonymous(org: TestOrg, source: string): string {
  const result = org.org.transaction({ user: org.user, kind: 'sync' }, (transaction) =>
    org.org.apex.executeAnonymous(source, transaction),
  );
  return result.compileProblem ?? result.exceptionMessage ?? /\|DEBUG\|(.*)/.exec(result.debugLog)?.[1] ?? '';
}

test('names get the namespace once, standard ones never', () => {
  expect(['Total__c', 'acme__Total__c', 'Name', 'Order__r', 'Place__Latitude__s', 'Foo__Bar'].map(named)).toEqual([
    'acme__Total__c',
    'acme__Total__c',
    'Name',
    'acme__Order__r',
    'acme__Place__Latitude__s',
    'Foo__Bar',
  ]);
  expect(prefixNames(`Total__c > 0 && $Label.Hi <> 'Total__c' && $CustomMetadata.R__mdt.D.V__c`, 'acme')).toBe(
    `acme__Total__c > 0 && $Label.acme__Hi <> 'Total__c' && $CustomMetadata.acme__R__mdt.acme__D.acme__V__c`,
  );
  expect(splitName('acme__Admin')).toEqual({ namespace: 'acme', name: 'Admin' });
  expect(localName('acme__Total__c')).toBe('Total__c');
});

function named(name: string): string {
  return withNamespace(name, 'acme');
}

test('the package’s own code does not name the namespace; the platform’s maps do', () => {
  const org = installed();
  expect(JSON.parse(anonymous(org, 'System.debug(acme.Orders.names());'))).toEqual([
    'b',
    'b',
    'acme__Shop_Order__c',
    'Shop_Order__c',
    'Total__c',
    true,
    true,
    false,
    'acme.Orders',
    true,
    true,
    true,
    'acme.Orders.HiddenException',
    'Hello from the package',
    'Total__c',
    ['acme__Key__c', 'acme__Total__c'],
  ]);
  expect(runTests(org.org).summary).toMatchObject({ tests: 1, passed: 1 });
});

test('queries, triggers and rules of the package work on its prefixed records', () => {
  const org = installed();
  const id = org.insert('acme__Shop_Order__c', { acme__Key__c: 'k', acme__Total__c: 7 });
  org.insert('acme__Shop_Line__c', { acme__Order__c: id, acme__Amount__c: 2 });
  expect(anonymous(org, "System.debug(acme.Orders.total('k'));")).toBe('7.00');
  expect(anonymous(org, 'System.debug(acme.Orders.lines());')).toBe('k 1');
  expect(anonymous(org, 'System.debug(acme.Orders.grouped());')).toBe('7.00');
  expect(org.insert('acme__Shop_Order__c', { acme__Key__c: 'x', acme__Total__c: -1 }, { allOrNone: false })).toMatch(
    /negative/,
  );
  org.insert('acme__Shop_Order__c', { acme__Key__c: 'free', acme__Total__c: 9 });
  expect(org.rows("SELECT acme__Total__c FROM acme__Shop_Order__c WHERE acme__Key__c = 'free'")).toEqual(['0.00']);
  expect(() => org.query('SELECT Id FROM Shop_Order__c')).toThrow(/Shop_Order__c/);
});

test('an object finds the compact layout that was packaged with it', () => {
  const chosen = (name: string) =>
    prefixText('compactLayoutAssignment', name, 'acme', new Map([['CompactLayout', new Set(['shop_order__c.short'])]]));
  expect([chosen('Short'), chosen('SYSTEM')]).toEqual(['acme__Short', 'SYSTEM']);
  const source = files({
    'objects/Shop_Order__c/compactLayouts/Short.compactLayout-meta.xml': xml(
      'CompactLayout',
      '<fullName>Short</fullName><fields>Name</fields><label>Short</label>',
    ),
  });
  expect(installComponents(readComponents(source), 'acme').components.map((one) => one.fullName)).toEqual([
    'acme__Shop_Order__c.acme__Short',
  ]);
});

test('a field of the subscriber with the same name is another field', () => {
  const org = installed();
  org.deploy([field('Contact', 'Level__c', '<type>Text</type><length>20</length>')]);
  org.insert('Contact', { LastName: 'Both', Level__c: 'mine', acme__Level__c: 'theirs' });
  expect(org.rows('SELECT Level__c, acme__Level__c FROM Contact')).toEqual(['mine theirs']);
  expect(anonymous(org, 'System.debug(acme.Orders.level());')).toBe('theirs');
});

test('the subscriber’s code sees what is global, by its full name', () => {
  const org = installed();
  org.deploy([
    ...apex('class', 'Orders', "public class Orders { public static String whose() { return 'mine'; } }"),
    ...apex(
      'trigger',
      'Mine',
      'trigger Mine on acme__Shop_Order__c (before insert) { for (acme__Shop_Order__c o : Trigger.new) o.acme__Key__c = Orders.whose(); }',
    ),
  ]);
  org.insert('acme__Shop_Order__c', { acme__Key__c: 'k' });
  expect(org.rows('SELECT acme__Key__c FROM acme__Shop_Order__c')).toEqual(['mine']);
  expect(anonymous(org, 'System.debug(new acme.Orders.Sale() != null);')).toBe('true');
  expect(anonymous(org, 'new acme.Orders.Closed();')).toMatch(/Constructor is not visible/);
  expect(anonymous(org, 'acme.Orders.inside();')).toMatch(/not visible/i);
  expect(anonymous(org, 'acme.Orders.HiddenException e;')).toMatch(/not visible/i);
  expect(anonymous(org, 'acme.OrdersTest t;')).toMatch(/Invalid type/);
  expect(anonymous(org, 'Shop_Order__c o;')).toMatch(/Invalid type/);
});

test('the org adds nothing to the namespace, and packages hold only what can be packaged', () => {
  const org = installed();
  expect(org.tryDeploy([field('acme__Shop_Order__c', 'acme__More__c', '<type>Date</type>')])[0]).toContain(
    'Cannot create a new component with the namespace: acme.',
  );
  expect(org.tryDeploy([field('acme__Shop_Order__c', 'Mine__c', '<type>Date</type>')])).toEqual([]);
  expect(org.rows("SELECT Name, NamespacePrefix FROM PermissionSet WHERE Name = 'Seller'")).toEqual(['Seller acme']);
  const source = files({ 'queues/Q.queue-meta.xml': xml('Queue', '<name>Q</name>') });
  expect(installComponents(readComponents(source), 'acme').problems[0]?.message).toContain(
    'can not be part of a managed package',
  );
});
