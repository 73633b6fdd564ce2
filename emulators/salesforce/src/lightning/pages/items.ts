/** Draws the items of a Lightning page: our frame's parts, tab sets, and places for components. */
import { html, type Html, raw } from '../html.ts';
import { type PageItem, tabTitle } from '../flexipage.ts';
import { detailSections, highlightFields } from '../layout.ts';
import type { RecordReader, ShownRecord } from '../records.ts';
import { fieldValue, iconBox, objectIcon, shownLabel } from './fields.ts';
import { related } from './related.ts';

export interface PageContext {
  reader: RecordReader;
  /** The record of a record page. */
  record: ShownRecord | undefined;
  label(name: string): string | undefined;
  isExposed(component: string): boolean;
  nextId(): string;
}

function highlights(context: PageContext, record: ShownRecord): Html {
  const { org } = context.reader;
  const items = highlightFields(org, record.object)
    .map((name) => record.fields.get(name.toLowerCase()))
    .filter((field) => field !== undefined)
    .map(
      (field) =>
        html`<div>
          <dt class="slds-text-title">${shownLabel(field)}</dt>
          <dd class="slds-text-body_regular">${fieldValue(field)}</dd>
        </div>`,
    );
  return html`<section class="slds-page-header slds-page-header_record-home" aria-label="Highlights">
    <div class="slds-media">
      <div class="slds-media__figure">
        ${iconBox(objectIcon(org, record.object.name), '', 'slds-page-header__icon')}
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

/** The sections of the page layout, each with its columns side by side. */
function details(context: PageContext, record: ShownRecord): Html {
  const cells = (names: string[]): Html[] =>
    names
      .map((name) => record.fields.get(name.toLowerCase()))
      .filter((field) => field !== undefined)
      .map(
        (field) =>
          html`<div>
            <dt class="slds-form-element__label">${shownLabel(field)}</dt>
            <dd class="slds-form-element__static">${fieldValue(field)}</dd>
          </div>`,
      );
  return html`${detailSections(context.reader.org, record.object).map(({ label, columns }) => {
    const heading = label === '' ? '' : html`<h2 class="frame-section slds-text-title_bold">${label}</h2>`;
    const isOne = columns.length === 1;
    const body = isOne
      ? html`<dl class="frame-fields">${cells(columns[0]!)}</dl>`
      : html`<div class="frame-section-columns">
          ${columns.map((column) => html`<dl class="frame-fields frame-fields_column">${cells(column)}</dl>`)}
        </div>`;
    return html`${heading}${body}`;
  })}`;
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
      return highlights(context, record);
    case 'force:detailPanel':
      return details(context, record);
    case 'force:relatedListContainer':
      return related(context.reader, record);
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
