/** The pages of the host: a record, a list of records, an app page, home. */
import type { PageItem } from '../flexipage.ts';
import { html, type Html, raw } from '../html.ts';
import { detailFields, highlightFields, listFields } from '../layout.ts';
import type { RecordReader, ShownRecord } from '../records.ts';
import type { LightningApp, Site } from '../site.ts';
import { card } from './frame.ts';
import { listViews } from '../list-view.ts';
import { objectIcon } from './fields.ts';
import { drawRegions, type PageContext } from './items.ts';
import { recordTable } from './related.ts';
import { searchContent } from './search.ts';

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
  const record = reader.read(object, id, [...highlightFields(reader.org, object), ...detailFields(reader.org, object)]);
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

/** A list view of an object, else its newest records, with links to its list views. */
export function listPage(reader: RecordReader, objectName: string, viewName: string | undefined): Page | undefined {
  const object = reader.org.schema.object(objectName);
  if (!object?.isQueryable || !reader.org.security.rights(reader.user).canRead(object.name)) return undefined;
  const views = listViews(reader.org, object);
  const view = viewName === undefined ? undefined : views.find((one) => one.name === viewName);
  if (viewName !== undefined && !view) return undefined;
  const columns = view?.columns ?? listFields(reader.org, object);
  const condition = view?.condition() ?? '';
  const where = condition === '' ? '' : `WHERE ${condition} `;
  const rows = reader.select(object, columns, `${where}ORDER BY CreatedDate DESC LIMIT 50`, { me: reader.user.id });
  const address = `/lightning/o/${object.name}/list`;
  const link = (label: string, url: string, isCurrent: boolean) =>
    html`<li><a href="${url}" ${isCurrent ? raw('aria-current="page"') : ''}>${label}</a></li>`;
  const choices = html`<nav aria-label="List Views">
    <ul class="frame-views">
      ${link('Recently Created', address, !view)}
      ${views.map((one) => link(one.label, `${address}?filterName=${one.name}`, one === view))}
    </ul>
  </nav>`;
  return {
    title: object.pluralLabel,
    content: html`<h1 class="slds-assistive-text">${object.pluralLabel}</h1>
      ${card(
        `${object.pluralLabel}: ${view?.label ?? 'Recently Created'}`,
        objectIcon(reader.org, object.name),
        html`${views.length > 0 ? choices : ''}${recordTable(rows, object.pluralLabel, columns)}`,
      )}`,
    pageReference: {
      type: 'standard__objectPage',
      attributes: { objectApiName: object.name, actionName: 'list' },
      state: view ? { filterName: view.name } : {},
    },
    section: address,
  };
}

export function searchPage(reader: RecordReader, app: LightningApp, term: string): Page {
  return {
    title: 'Search',
    content: searchContent(reader, app.tabs, term),
    pageReference: { type: 'standard__search', attributes: {}, state: { term } },
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
        { set: 'standard', name: 'home' },
        html`<ul class="slds-list_dotted">
          ${links}
        </ul>`,
      )}`,
    pageReference: { type: 'standard__namedPage', attributes: { pageName: 'home' }, state: {} },
  };
}
