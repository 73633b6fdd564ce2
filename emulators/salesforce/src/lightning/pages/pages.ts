/** The pages of the host: a record, a list of records, an app page, home. */
import type { PageItem } from '../flexipage.ts';
import { html, type Html } from '../html.ts';
import { detailFields, highlightFields, listFields } from '../layout.ts';
import type { RecordReader, ShownRecord } from '../records.ts';
import type { LightningApp, Site } from '../site.ts';
import { card } from './frame.ts';
import { drawRegions, objectIcon, type PageContext, recordTable } from './items.ts';

export interface Page {
  title: string;
  content: Html;
  /** What `CurrentPageReference` gives components. */
  pageReference: Record<string, unknown>;
  /** Address of the navigation item that this page belongs to. */
  section?: string;
}

function contextOf(site: Site, reader: RecordReader, record: ShownRecord | undefined): PageContext {
  const labels = site.labels();
  let last = 0;
  return {
    reader,
    record,
    label: (name) => labels[name],
    isExposed: (name) => site.isExposed(name),
    nextId: () => String(++last),
  };
}

/** The page every object has before an admin makes another. */
const SYSTEM_PAGE: { name: string; items: PageItem[] }[] = [
  { name: 'header', items: [{ kind: 'standard', name: 'force:highlightsPanel', properties: {} }] },
  {
    name: 'main',
    items: [
      {
        kind: 'tabs',
        tabs: [
          {
            title: 'Standard.Tab.relatedLists',
            isActive: false,
            items: [{ kind: 'standard', name: 'force:relatedListContainer', properties: {} }],
          },
          {
            title: 'Standard.Tab.detail',
            isActive: true,
            items: [{ kind: 'standard', name: 'force:detailPanel', properties: {} }],
          },
        ],
      },
    ],
  },
];

/** @returns undefined when there is no such record for the viewer */
export function recordPage(
  site: Site,
  reader: RecordReader,
  app: LightningApp,
  objectName: string | undefined,
  id: string,
): Page | undefined {
  const object = reader.org.schema.objectByKeyPrefix(id.slice(0, 3));
  if (!object || !/^\w{15}(\w{3})?$/.test(id) || !reader.org.security.rights(reader.user).canRead(object.name))
    return undefined;
  if (objectName !== undefined && objectName.toLowerCase() !== object.name.toLowerCase()) return undefined;
  const record = reader.read(object, id, [...highlightFields(object), ...detailFields(reader.org, object)]);
  if (!record) return undefined;
  const regions = site.recordPage(object.name, app)?.regions ?? SYSTEM_PAGE;
  return {
    title: `${record.title} | ${object.label}`,
    content: drawRegions(regions, contextOf(site, reader, record)),
    pageReference: {
      type: 'standard__recordPage',
      attributes: { recordId: record.id, objectApiName: object.name, actionName: 'view' },
      state: {},
    },
    section: `/lightning/o/${object.name}/list`,
  };
}

export function tabPage(site: Site, reader: RecordReader, name: string): Page | undefined {
  const tab = site.tabPage(name);
  return (
    tab && {
      title: tab.label,
      content: html`<h1 class="slds-assistive-text">${tab.label}</h1>
        ${drawRegions(tab.page.regions, contextOf(site, reader, undefined))}`,
      pageReference: { type: 'standard__navItemPage', attributes: { apiName: name }, state: {} },
    }
  );
}

export function listPage(reader: RecordReader, objectName: string): Page | undefined {
  const object = reader.org.schema.object(objectName);
  if (!object?.isQueryable || !reader.org.security.rights(reader.user).canRead(object.name)) return undefined;
  const rows = reader.select(object, listFields(object), 'ORDER BY CreatedDate DESC LIMIT 50');
  return {
    title: object.pluralLabel,
    content: html`<h1 class="slds-assistive-text">${object.pluralLabel}</h1>
      ${card(`${object.pluralLabel}: Recently Created`, objectIcon(object.name), recordTable(rows, object.pluralLabel))}`,
    pageReference: {
      type: 'standard__objectPage',
      attributes: { objectApiName: object.name, actionName: 'list' },
      state: {},
    },
  };
}

export function homePage(site: Site, reader: RecordReader, app: LightningApp): Page {
  const tabs = app.tabs.map((name) => site.tab(name)).filter((tab) => tab !== undefined);
  const links = tabs.map((tab) => html`<li><a href="${tab.url}">${tab.label}</a></li>`);
  return {
    title: 'Home',
    content: html`<h1 class="slds-assistive-text">Home</h1>
      ${card(
        `Welcome, ${reader.user.name}`,
        'home',
        html`<ul class="slds-list_dotted">
          ${links}
        </ul>`,
      )}`,
    pageReference: { type: 'standard__namedPage', attributes: { pageName: 'home' }, state: {} },
  };
}
