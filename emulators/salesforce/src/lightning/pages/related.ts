/** Tables of records: related lists, list views, search results. */
import { html, type Html } from '../html.ts';
import { listFields } from '../layout.ts';
import { pageLayout, type RelatedList } from '../page-layout.ts';
import type { RecordReader, ShownRecord } from '../records.ts';
import type { ObjectInfo } from '../../schema/model.ts';
import { nameField } from '../values.ts';
import { fieldValue, objectIcon, shownLabel } from './fields.ts';
import { card } from './frame.ts';

/** A table of records whose first column links to them. */
export function recordTable(records: ShownRecord[], label: string, names: string[]): Html {
  const first = records[0];
  if (!first) return html`<p class="slds-text-color_weak">No items to display.</p>`;
  const columns = [nameField(first.object), ...names]
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
const ROWS = 6;

/** Without a layout: child relationships with rows that the viewer can see, newest first. */
function defaultLists(reader: RecordReader, record: ShownRecord): RelatedList[] {
  return record.object.childRelationships.flatMap((relation) => {
    const child = reader.org.schema.object(relation.childObject);
    if (!relation.name || !child?.isQueryable) return [];
    const isListed =
      child.kind === 'custom' || (child.kind === 'standard' && RELATED_STANDARD.has(child.name.toLowerCase()));
    if (!isListed) return [];
    const columns = listFields(reader.org, child);
    return [{ childObject: child.name, field: relation.field, columns, sortField: undefined, sortOrder: 'DESC' }];
  });
}

function relatedCard(reader: RecordReader, record: ShownRecord, related: RelatedList, child: ObjectInfo): Html {
  const order = related.sortField ? `${related.sortField} ${related.sortOrder} NULLS LAST` : 'CreatedDate DESC';
  const where = `WHERE ${related.field} = :id ORDER BY ${order} LIMIT ${ROWS + 1}`;
  const rows = reader.select(child, related.columns, where, { id: record.id });
  const count = rows.length > ROWS ? `${ROWS}+` : String(rows.length);
  const body = rows.length > 0 ? recordTable(rows.slice(0, ROWS), child.pluralLabel, related.columns) : html``;
  return card(`${child.pluralLabel} (${count})`, objectIcon(reader.org, child.name), body);
}

/** Related lists of the page layout, also those without rows; where there is no layout, those with rows. */
export function related(reader: RecordReader, record: ShownRecord): Html {
  const rights = reader.org.security.rights(reader.user);
  const layout = pageLayout(reader.org, record.object);
  const lists = (layout?.relatedLists ?? defaultLists(reader, record)).flatMap((each) => {
    const child = reader.org.schema.object(each.childObject);
    if (!child || !rights.canRead(child.name) || !reader.readable(child, each.field)) return [];
    if (!layout && reader.select(child, [], `WHERE ${each.field} = :id LIMIT 1`, { id: record.id }).length === 0)
      return [];
    return [relatedCard(reader, record, each, child)];
  });
  return lists.length > 0
    ? html`${lists}`
    : html`<p class="slds-p-around_medium slds-text-color_weak">No related records.</p>`;
}
