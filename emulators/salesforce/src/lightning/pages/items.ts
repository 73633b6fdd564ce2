/** Draws the items of a Lightning page: our frame's parts, tab sets, and places for components. */
import { html, type Html, icon, raw } from '../html.ts';
import { type PageItem, tabTitle } from '../flexipage.ts';
import { detailFields, highlightFields, listFields } from '../layout.ts';
import type { RecordReader, ShownField, ShownRecord } from '../records.ts';
import { nameField } from '../values.ts';
import { card } from './frame.ts';

export interface PageContext {
  reader: RecordReader;
  /** The record of a record page. */
  record: ShownRecord | undefined;
  label(name: string): string | undefined;
  isExposed(component: string): boolean;
  nextId(): string;
}

/** SLDS has standard icons for standard objects; custom objects get one of the numbered custom icons in an org, here one neutral icon. */
export function objectIcon(objectName: string): string {
  const known = new Set([
    'account',
    'contact',
    'lead',
    'opportunity',
    'case',
    'campaign',
    'task',
    'event',
    'user',
    'product2',
    'entitlement',
  ]);
  const name = objectName.toLowerCase();
  if (name === 'product2') return 'product';
  return known.has(name) ? name : 'custom';
}

function fieldValue(field: ShownField): Html {
  if (field.text === '') return html`&nbsp;`;
  if (field.link) return html`<a href="${field.link}">${field.text}</a>`;
  if (field.field.type === 'email') return html`<a href="mailto:${field.text}">${field.text}</a>`;
  if (field.field.type === 'phone') return html`<a href="tel:${field.text}">${field.text}</a>`;
  if (field.field.type === 'url' && /^https?:\/\//.test(field.text))
    return html`<a href="${field.text}" target="_blank" rel="noopener">${field.text}</a>`;
  return html`${field.text}`;
}

export function shownLabel(field: ShownField): string {
  // A lookup's own label ends in " ID"; pages say what it leads to.
  return field.field.type === 'reference' ? field.field.label.replace(/ ID$/, '') : field.field.label;
}

function highlights(record: ShownRecord): Html {
  const items = highlightFields(record.object)
    .map((name) => record.fields.get(name.toLowerCase()))
    .filter((field) => field !== undefined)
    .map(
      (field) =>
        html`<div>
          <dt class="slds-text-title">${shownLabel(field)}</dt>
          <dd class="slds-text-body_regular">${fieldValue(field)}</dd>
        </div>`,
    );
  const iconName = objectIcon(record.object.name);
  return html`<section class="slds-page-header slds-page-header_record-home" aria-label="Highlights">
    <div class="slds-media">
      <div class="slds-media__figure">
        <span class="slds-icon_container slds-icon-standard-${iconName}"
          >${icon('standard', iconName, 'slds-icon slds-page-header__icon')}</span
        >
      </div>
      <div class="slds-media__body">
        <h1>
          <span class="slds-text-body_small slds-show">${record.object.label}</span>
          <span class="slds-page-header__title frame-title">${record.title}</span>
        </h1>
      </div>
    </div>
    <dl class="frame-highlights">${items}</dl>
  </section>`;
}

function details(context: PageContext, record: ShownRecord): Html {
  const cells = detailFields(context.reader.org, record.object)
    .map((name) => record.fields.get(name.toLowerCase()))
    .filter((field) => field !== undefined)
    .map(
      (field) =>
        html`<div>
          <dt class="slds-form-element__label">${shownLabel(field)}</dt>
          <dd class="slds-form-element__static">${fieldValue(field)}</dd>
        </div>`,
    );
  return html`<dl class="frame-fields">${cells}</dl>`;
}

/** A table of records whose first column links to them. */
export function recordTable(records: ShownRecord[], label: string): Html {
  const first = records[0];
  if (!first) return html`<p class="slds-text-color_weak">No items to display.</p>`;
  const columns = [nameField(first.object), ...listFields(first.object)]
    .filter((name, at, all) => all.indexOf(name) === at && first.fields.has(name.toLowerCase()))
    .map((name) => name.toLowerCase());
  const cell = (record: ShownRecord, column: string) => {
    const field = record.fields.get(column);
    return field ? fieldValue(field) : html``;
  };
  return html`<div style="overflow-x:auto" tabindex="0" role="region" aria-label="${label}">
    <table class="slds-table slds-table_cell-buffer slds-table_bordered" aria-label="${label}">
      <thead>
        <tr class="slds-line-height_reset">
          ${columns.map((column) => html`<th scope="col">${shownLabel(first.fields.get(column)!)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${records.map(
          (record) =>
            html`<tr>
              ${columns.map((column, at) =>
                at === 0
                  ? html`<th scope="row">
                      <a href="/lightning/r/${record.object.name}/${record.id}/view">${record.title}</a>
                    </th>`
                  : html`<td>${cell(record, column)}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Standard objects that default page layouts have related lists of. */
const RELATED_STANDARD = new Set(['account', 'asset', 'case', 'contact', 'contract', 'opportunity', 'order']);

/** Related lists: child relationships with rows that the viewer can see, newest first, six rows each. */
function related(context: PageContext, record: ShownRecord): Html {
  const { reader } = context;
  const rights = reader.org.security.rights(reader.user);
  const lists = record.object.childRelationships.flatMap((relation) => {
    const child = reader.org.schema.object(relation.childObject);
    if (!relation.name || !child?.isQueryable || !rights.canRead(child.name)) return [];
    const isListed =
      child.kind === 'custom' || (child.kind === 'standard' && RELATED_STANDARD.has(child.name.toLowerCase()));
    if (!isListed || !reader.readable(child, relation.field)) return [];
    const order = `WHERE ${relation.field} = :id ORDER BY CreatedDate DESC LIMIT 6`;
    const rows = reader.select(child, listFields(child), order, { id: record.id });
    return rows.length > 0
      ? [card(`${child.pluralLabel} (${rows.length})`, objectIcon(child.name), recordTable(rows, child.pluralLabel))]
      : [];
  });
  return lists.length > 0
    ? html`${lists}`
    : html`<p class="slds-p-around_medium slds-text-color_weak">No related records.</p>`;
}

function tabSet(item: Extract<PageItem, { kind: 'tabs' }>, context: PageContext): Html {
  const chosen = Math.max(
    0,
    item.tabs.findIndex((tab) => tab.isActive),
  );
  const tabs = item.tabs.map((tab, at) => ({
    id: context.nextId(),
    title: tabTitle(tab.title, context.label),
    isChosen: at === chosen,
    items: tab.items,
  }));
  return html`<div class="slds-card slds-tabs_card">
    <div class="slds-tabs_default">
      <ul class="slds-tabs_default__nav" role="tablist" data-frame>
        ${tabs.map(
          (tab) =>
            html`<li class="slds-tabs_default__item ${tab.isChosen ? 'slds-is-active' : ''}" role="presentation">
              <a
                class="slds-tabs_default__link"
                role="tab"
                href="#panel-${tab.id}"
                id="tab-${tab.id}"
                tabindex="${tab.isChosen ? 0 : -1}"
                aria-selected="${tab.isChosen ? 'true' : 'false'}"
                aria-controls="panel-${tab.id}"
                >${tab.title}</a
              >
            </li>`,
        )}
      </ul>
      ${tabs.map(
        (tab) =>
          html`<div
            id="panel-${tab.id}"
            class="slds-tabs_default__content ${tab.isChosen ? 'slds-show' : 'slds-hide'}"
            role="tabpanel"
            aria-labelledby="tab-${tab.id}"
          >
            ${drawItems(tab.items, context)}
          </div>`,
      )}
    </div>
  </div>`;
}

function component(name: string, properties: Record<string, string>, context: PageContext): Html {
  if (!context.isExposed(name))
    return problem(`The page names the component ${name}, which the org does not have or does not expose.`);
  const own = context.record ? { recordId: context.record.id, objectApiName: context.record.object.name } : {};
  return html`<div data-component="${name}" data-properties="${JSON.stringify({ ...properties, ...own })}">
    <div role="status" class="slds-p-around_medium slds-text-color_weak">Loading…</div>
  </div>`;
}

export function problem(words: string): Html {
  return html`<div class="slds-notify slds-notify_alert slds-alert_error" role="alert">${words}</div>`;
}

function standard(name: string, context: PageContext): Html {
  const { record } = context;
  if (!record) return problem(`NotEmulated: page component ${name} outside of a record page`);
  switch (name) {
    case 'force:highlightsPanel':
      return highlights(record);
    case 'force:detailPanel':
      return details(context, record);
    case 'force:relatedListContainer':
      return related(context, record);
    default:
      return problem(`NotEmulated: page component ${name}`);
  }
}

export function drawItems(items: PageItem[], context: PageContext): Html {
  const parts = items.map((item) => {
    if (item.kind === 'tabs') return tabSet(item, context);
    if (item.kind === 'standard') return standard(item.name, context);
    return component(item.name, item.properties, context);
  });
  return parts.length === 1 ? parts[0]! : html`${parts.map((part) => html`<div>${part}</div>`)}`;
}

/** Regions of a page in their places; on a narrow window they stand one below the other. */
export function drawRegions(regions: { name: string; items: PageItem[] }[], context: PageContext): Html {
  const isSide = (name: string) => /sidebar|right|left/i.test(name);
  const header = regions.filter((region) => region.name === 'header');
  const rest = regions.filter((region) => region.name !== 'header' && region.items.length > 0);
  return html`${header.map((region) => drawItems(region.items, context))}
    <div class="frame-columns">
      ${rest.map(
        (region) =>
          html`<div class="frame-column ${raw(isSide(region.name) ? 'frame-column_side' : 'frame-column_main')}">
            ${drawItems(region.items, context)}
          </div>`,
      )}
    </div>`;
}
