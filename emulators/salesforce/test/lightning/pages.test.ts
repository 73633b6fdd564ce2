/** What admins deploy about an object's pages, as the host draws it: layouts, list views, search; locale and language of the viewer. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Connection } from 'jsforce';
import { type RunningOrg, startOrg } from '../../src/cli/start.ts';

const xml = (root: string, body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${root}>\n`;
const object = (label: string, more = '') =>
  xml(
    'CustomObject',
    `${more}<deploymentStatus>Deployed</deploymentStatus><label>${label}</label><pluralLabel>${label}es</pluralLabel>
    <nameField><label>${label}</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel>`,
  );
const field = (name: string, facts: string) =>
  xml('CustomField', `<fullName>${name}</fullName><label>${name.replace('__c', '')}</label>${facts}`);
const TEXT = '<type>Text</type><length>40</length>';
const items = (...names: string[]) =>
  `<layoutColumns>${names.map((name) => `<layoutItems><behavior>Edit</behavior><field>${name}</field></layoutItems>`).join('')}</layoutColumns>`;
const section = (label: string, columns: string) =>
  `<layoutSections><customLabel>true</customLabel><detailHeading>true</detailHeading><label>${label}</label>${columns}<style>TwoColumnsTopToBottom</style></layoutSections>`;
const view = (name: string, label: string, more: string) =>
  xml(
    'ListView',
    `<fullName>${name}</fullName><columns>NAME</columns><columns>Size__c</columns>${more}<label>${label}</label>`,
  );
const filter = (name: string, operation: string, value: string) =>
  `<filters><field>${name}</field><operation>${operation}</operation><value>${value}</value></filters>`;

const FILES: Record<string, string> = {
  'objects/Box__c/Box__c.object-meta.xml': object(
    'Box',
    '<compactLayoutAssignment>Short</compactLayoutAssignment><searchLayouts><searchResultsAdditionalFields>Place__c</searchResultsAdditionalFields></searchLayouts>',
  ),
  'objects/Box__c/fields/Size__c.field-meta.xml': field(
    'Size__c',
    '<type>Number</type><precision>8</precision><scale>0</scale>',
  ),
  'objects/Box__c/fields/Place__c.field-meta.xml': field('Place__c', TEXT),
  'objects/Box__c/fields/Inner__c.field-meta.xml': field('Inner__c', TEXT),
  'objects/Box__c/compactLayouts/Short.compactLayout-meta.xml': xml(
    'CompactLayout',
    '<fullName>Short</fullName><fields>Name</fields><fields>Place__c</fields><label>Short</label>',
  ),
  'objects/Box__c/listViews/Large.listView-meta.xml': view(
    'Large',
    'Large Ones',
    `<filterScope>Everything</filterScope>${filter('Size__c', 'greaterThan', '5')}`,
  ),
  'objects/Box__c/listViews/Either.listView-meta.xml': view(
    'Either',
    'Either',
    `<booleanFilter>1 OR 2</booleanFilter><filterScope>Everything</filterScope>${filter('NAME', 'startsWith', 'Sm')}${filter('Place__c', 'equals', 'Attic,Cellar')}`,
  ),
  'objects/Box__c/listViews/Team.listView-meta.xml': view('Team', 'Team', '<filterScope>Team</filterScope>'),
  'objects/Item__c/Item__c.object-meta.xml': object('Item'),
  'objects/Item__c/fields/Box__c.field-meta.xml': field(
    'Box__c',
    '<type>Lookup</type><referenceTo>Box__c</referenceTo><relationshipName>Items</relationshipName><relationshipLabel>Items</relationshipLabel>',
  ),
  'objects/Item__c/fields/Weight__c.field-meta.xml': field(
    'Weight__c',
    '<type>Number</type><precision>8</precision><scale>0</scale>',
  ),
  'layouts/Box__c-Box Layout.layout-meta.xml': xml(
    'Layout',
    `${section('About', items('Name', 'Size__c') + items('Place__c'))}<relatedLists><fields>NAME</fields><fields>Weight__c</fields><relatedList>Item__c.Box__c</relatedList><sortField>Weight__c</sortField><sortOrder>Desc</sortOrder></relatedLists>`,
  ),
  'tabs/Box__c.tab-meta.xml': xml('CustomTab', '<customObject>true</customObject><motif>Custom13: Box</motif>'),
  'profiles/Admin.profile-meta.xml': xml(
    'Profile',
    ['Box__c.Size__c', 'Box__c.Place__c', 'Box__c.Inner__c', 'Item__c.Box__c', 'Item__c.Weight__c']
      .map(
        (name) =>
          `<fieldPermissions><editable>true</editable><field>${name}</field><readable>true</readable></fieldPermissions>`,
      )
      .join('') +
      ['Box__c', 'Item__c']
        .map(
          (name) =>
            `<objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>true</modifyAllRecords><object>${name}</object><viewAllRecords>true</viewAllRecords></objectPermissions>`,
        )
        .join(''),
  ),
};

let folder: string;
let org: RunningOrg;
let connection: Connection;
let box: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pages-'));
  for (const [path, text] of Object.entries(FILES)) {
    const file = join(folder, 'main', 'default', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  org = await startOrg({ sourceDirs: [folder] });
  connection = new Connection({ instanceUrl: org.url, accessToken: org.accessToken, version: '67.0' });
  const boxes = await connection.sobject('Box__c').create([
    { Name: 'Small & green', Size__c: 2, Place__c: 'Kitchen', Inner__c: 'secret lining' },
    { Name: 'Huge', Size__c: 900, Place__c: 'Attic' },
    { Name: 'Middling', Size__c: 6, Place__c: 'Hall' },
  ]);
  box = boxes[0]!.id!;
  await connection.sobject('Item__c').create([
    { Name: 'Feather', Box__c: box, Weight__c: 1 },
    { Name: 'Stone', Box__c: box, Weight__c: 9 },
  ]);
}, 120_000);

afterAll(async () => {
  await org?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function page(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(org.url + path, { headers: { cookie: `sid=${encodeURIComponent(org.accessToken)}` } });
  return { status: response.status, text: (await response.text()).replace(/\s+/g, ' ') };
}

const orderOf = (text: string, ...words: string[]) => words.map((word) => text.indexOf(word));
const headers = (text: string) => [...text.matchAll(/<th scope="col">([^<]*)</g)].map((match) => match[1]);

test('the record page has the sections of the layout, the compact layout, related lists in their order, the icon of the tab', async () => {
  const { text } = await page(`/lightning/r/Box__c/${box}/view`);
  expect(text).toMatch(/<h2 class="frame-section[^>]*>About</);
  expect(text).not.toContain('secret lining');
  const highlights = /<dl class="frame-highlights">(.*?)<\/dl>/.exec(text)?.[1] ?? '';
  expect(highlights).toContain('Kitchen');
  expect(highlights).not.toContain('Size');
  expect(text).toContain('custom-sprite/svg/symbols.svg#custom13');
  expect(text).toContain('Itemes (2)');
  const [stone, feather] = orderOf(text, 'Stone', 'Feather');
  expect(stone).toBeLessThan(feather!);
}, 120_000);

test('list views filter, combine and choose columns; a scope that is not emulated says so', async () => {
  const large = (await page('/lightning/o/Box__c/list?filterName=Large')).text;
  expect(headers(large)).toEqual(['Box', 'Size']);
  expect([large.includes('Huge'), large.includes('Middling'), large.includes('Small &amp; green')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(large).toMatch(/filterName=Large" aria-current="page">Large Ones</);
  const either = (await page('/lightning/o/Box__c/list?filterName=Either')).text;
  expect([either.includes('Huge'), either.includes('Middling'), either.includes('Small &amp; green')]).toEqual([
    true,
    false,
    true,
  ]);
  expect((await page('/lightning/o/Box__c/list?filterName=Unknown')).status).toBe(404);
  const team = await page('/lightning/o/Box__c/list?filterName=Team');
  expect([team.status, team.text]).toEqual([501, expect.stringContaining('NotEmulated: ListView filterScope Team')]);
}, 120_000);

test('search finds words of any text field in objects with a tab, in the columns of the search layout', async () => {
  const found = (await page('/lightning/search?term=kitch')).text;
  expect(headers(found)).toEqual(['Box', 'Place']);
  expect(found).toContain('Small &amp; green');
  expect(found).toContain('value="kitch"');
  const none = (await page('/lightning/search?term=Feather')).text;
  expect(none).toContain('No results for &quot;Feather&quot;');
  expect((await page('/lightning/search?term=%22%29')).text).toContain('Enter two characters or more');
}, 120_000);

test('the page speaks the language and writes the numbers of the viewer', async () => {
  const user = org.org.security.admin().id;
  await connection.sobject('User').update({ Id: user, LanguageLocaleKey: 'iw', LocaleSidKey: 'de_DE' });
  try {
    const { text } = await page('/lightning/page/home');
    expect(text).toContain('<html lang="he" dir="rtl">');
    expect(text).toContain('"locale":"de-DE"');
    expect(text).toContain('"number.decimalSeparator":","');
  } finally {
    await connection.sobject('User').update({ Id: user, LanguageLocaleKey: 'en_US', LocaleSidKey: 'en_US' });
  }
}, 120_000);
