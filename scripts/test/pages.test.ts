/** What an org checks when layouts, list views, search layouts, report types and tabs are deployed, and what users miss when one lacks. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';

const PACKAGE = join(import.meta.dirname, '..', '..', 'force-app', 'main', 'default');
const OBJECTS = join(PACKAGE, 'objects');
const parser = new XMLParser({ parseTagValue: false });
type Xml = Record<string, unknown>;

/** The root element's content. */
function read(...path: string[]): Xml {
  const { '?xml': _declaration, ...document } = parser.parse(readFileSync(join(PACKAGE, ...path), 'utf8')) as Xml;
  return Object.values(document)[0] as Xml;
}

const list = (value: unknown): Xml[] => (value === undefined || value === '' ? [] : ([value].flat() as Xml[]));
const texts = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String));
const files = (folder: string): string[] =>
  existsSync(join(PACKAGE, folder)) ? readdirSync(join(PACKAGE, folder)) : [];

const custom = readdirSync(OBJECTS).filter((name) => name.endsWith('__c'));
const object = (name: string) => read('objects', name, `${name}.object-meta.xml`);
const field = (name: string, of: string) => read('objects', of, 'fields', `${name}.field-meta.xml`);
const fieldsOf = (name: string) => files(`objects/${name}/fields`).map((file) => file.replace('.field-meta.xml', ''));
const parts = (name: string, folder: string) =>
  files(`objects/${name}/${folder}`).map((file) => read('objects', name, folder, file));
const layoutsOf = (name: string) => files('layouts').filter((file) => file.startsWith(`${name}-`));

/** Also columns of standard objects, which have names of their own: `PRODUCT2.NAME`. */
const STANDARD = /^([A-Z0-9_]+\.[A-Z0-9_.]+|NAME|CREATED_DATE|LAST_UPDATE|Name|OwnerId|CreatedById|LastModifiedById)$/;

/** Fields that are not there, or are of a kind that lists and headers cannot show. */
function wrong(of: string, names: string[], isList: boolean): string[] {
  const own = new Set(fieldsOf(of));
  return names
    .filter((name) => !STANDARD.test(name))
    .filter((name) => !own.has(name) || (isList && /LongTextArea|Html/.test(String(field(name, of).type))))
    .map((name) => `${of}.${name}`);
}

test.each(custom)('%s has a layout, a compact layout, list views, a search layout and a tab', (name) => {
  const definition = object(name);
  expect(layoutsOf(name)).toHaveLength(1);
  const compact = String(definition.compactLayoutAssignment);
  expect(parts(name, 'compactLayouts').map((layout) => layout.fullName)).toContain(compact);
  expect(parts(name, 'listViews').map((view) => view.fullName)).toContain('All');
  expect(texts((definition.searchLayouts as Xml | undefined)?.searchResultsAdditionalFields)).not.toEqual([]);
  expect(files('tabs')).toContain(`${name}.tab-meta.xml`);
  expect(String(definition.description ?? '')).not.toBe('');
});

test.each(custom)('%s shows only fields that are there and can be shown', (name) => {
  const search = Object.values((object(name).searchLayouts as Xml | undefined) ?? {}).flatMap(texts);
  const views = parts(name, 'listViews');
  const compacts = parts(name, 'compactLayouts').map((layout) => texts(layout.fields));
  const filters = views.flatMap((view) => list(view.filters).map((filter) => String(filter.field)));
  expect(
    wrong(name, [...search, ...views.flatMap((view) => texts(view.columns)), ...compacts.flat(), ...filters], true),
  ).toEqual([]);
  expect(views.filter((view) => texts(view.columns).length > 15 || String(view.label).length > 40)).toEqual([]);
  expect(compacts.filter((fields) => fields.length > 10)).toEqual([]);
});

test.each(files('layouts'))('%s has all required fields and only fields that are there', (file) => {
  const name = file.split('-')[0]!;
  const layout = read('layouts', file);
  const items = list(layout.layoutSections)
    .flatMap((section) => list(section.layoutColumns))
    .flatMap((column) => list(column.layoutItems));
  const names = items.map((item) => String(item.field));
  expect(names.filter((one, at) => names.indexOf(one) !== at)).toEqual([]);
  expect(wrong(name, names, false)).toEqual([]);
  const required = fieldsOf(name).filter((one) => {
    const facts = field(one, name);
    return facts.required === 'true' || facts.type === 'MasterDetail';
  });
  const asked = items.filter((item) => item.behavior === 'Required').map((item) => String(item.field));
  expect(required.filter((one) => !asked.includes(one))).toEqual([]);
  for (const related of list(layout.relatedLists)) {
    const [child = '', lookup = ''] = String(related.relatedList).split('.');
    expect(field(lookup, child).referenceTo).toBe(name);
    const columns = [...texts(related.fields), ...texts(related.sortField)];
    expect(wrong(child, columns, true)).toEqual([]);
    expect(texts(related.fields).length).toBeLessThanOrEqual(10);
  }
});

/** Object at the end of `Base.Relationship__r`. */
function joined(table: string): string {
  const [base = '', relationship] = table.split('.');
  if (relationship === undefined) return base;
  const found = custom.find((child) =>
    fieldsOf(child).some((name) => {
      const { referenceTo, relationshipName } = field(name, child);
      return referenceTo === base && `${String(relationshipName)}__r` === relationship;
    }),
  );
  if (!found) throw new Error(`no relationship ${table}`);
  return found;
}

test.each(files('reportTypes'))('%s joins what is related and has only fields that are there', (file) => {
  const type = read('reportTypes', file);
  expect(String(type.label).length).toBeLessThanOrEqual(50);
  const join = list(type.join)[0];
  if (join) expect(joined(`${String(type.baseObject)}.${String(join.relationship)}`)).toMatch(/__c$/);
  for (const section of list(type.sections))
    for (const column of list(section.columns))
      if (/__c$/.test(String(column.field)))
        expect(wrong(joined(String(column.table)), [String(column.field)], false)).toEqual([]);
});

test('every field says what it is, to admins and to users', () => {
  const silent = readdirSync(OBJECTS).flatMap((name) =>
    fieldsOf(name).filter((one) => {
      const { description, inlineHelpText } = field(one, name);
      // Fields of events are seen by nobody.
      return !description || (!inlineHelpText && !name.endsWith('__e'));
    }),
  );
  expect(silent).toEqual([]);
});

test('a permission set shows the tab of every object it lets people read, so that search finds it', () => {
  for (const name of ['Storebridge_User', 'Storebridge_Admin']) {
    const set = read('permissionsets', `${name}.permissionset-meta.xml`);
    const tabs = list(set.tabSettings).map((tab) => String(tab.tab));
    const readable = list(set.objectPermissions)
      .filter((permission) => permission.allowRead === 'true' && String(permission.object).endsWith('__c'))
      .map((permission) => String(permission.object));
    expect({ name, missing: readable.filter((one) => custom.includes(one) && !tabs.includes(one)) }).toEqual({
      name,
      missing: [],
    });
  }
});
