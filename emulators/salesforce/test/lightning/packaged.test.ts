/** Sources of packaged components: inside the package `c` is the package. */
import { packagedSource } from '../../src/lightning/build/packaged.ts';

const js = (text: string): string => packagedSource('list.js', text, 'acme');

test.each([
  ["import x from 'c/other';", "import x from 'acme/other';"],
  ["import get from '@salesforce/apex/Orders.get';", "import get from '@salesforce/apex/acme.Orders.get';"],
  [
    "import T from '@salesforce/schema/Contact.Total__c';",
    "import T from '@salesforce/schema/Contact.acme__Total__c';",
  ],
  ["import N from '@salesforce/schema/Order__c.Name';", "import N from '@salesforce/schema/acme__Order__c.Name';"],
  ['import L from "@salesforce/label/c.Hello";', 'import L from "@salesforce/label/c.acme__Hello";'],
  ["import P from '@salesforce/customPermission/Sell';", "import P from '@salesforce/customPermission/acme__Sell';"],
  ["const { x } = await import('c/other');", "const { x } = await import('acme/other');"],
  ["import Id from '@salesforce/user/Id';", "import Id from '@salesforce/user/Id';"],
  ["import { refreshApex } from '@salesforce/apex';", "import { refreshApex } from '@salesforce/apex';"],
  ["import { LightningElement } from 'lwc';", "import { LightningElement } from 'lwc';"],
])('%s', (written, compiled) => {
  expect(js(written)).toBe(compiled);
});

test('tags of the package have its namespace, others are left alone', () => {
  const html = '<template><c-line-item key={id}></c-line-item><lightning-icon></lightning-icon></template>';
  expect(packagedSource('list.html', html, 'acme')).toBe(
    '<template><acme-line-item key={id}></acme-line-item><lightning-icon></lightning-icon></template>',
  );
  expect(packagedSource('list.css', '.c-line { color: red; }', 'acme')).toBe('.c-line { color: red; }');
});
