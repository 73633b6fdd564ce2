/** What admins say about an object's pages: page layout, compact layout, search layout, icon of its tab. Read as deployed. */
import type { Org } from '../org/services.ts';
import type { ObjectInfo } from '../schema/model.ts';
import { list, text } from './flexipage.ts';

type Xml = Record<string, unknown>;

export interface LayoutSection {
  label: string;
  columns: string[][];
}

export interface RelatedList {
  childObject: string;
  /** The lookup of the child that leads here. */
  field: string;
  columns: string[];
  sortField: string | undefined;
  sortOrder: 'ASC' | 'DESC';
}

export interface PageLayout {
  sections: LayoutSection[];
  relatedLists: RelatedList[];
}

function root(definition: Xml, element: string): Xml {
  return (definition[element] ?? definition) as Xml;
}

/** Names of columns that are not names of fields, in layouts and list views. */
const COLUMNS: Record<string, string> = {
  CREATED_DATE: 'CreatedDate',
  LAST_UPDATE: 'LastModifiedDate',
  'OWNER.ALIAS': 'OwnerId',
  CORE_USERS_ALIAS: 'OwnerId',
  'CREATEDBY_USER.ALIAS': 'CreatedById',
  CREATEDBY_USER: 'CreatedById',
  'UPDATEDBY_USER.ALIAS': 'LastModifiedById',
  UPDATEDBY_USER: 'LastModifiedById',
};

/** The field behind a column: `NAME`, `CREATED_DATE`, a field's own name. */
export function columnField(object: ObjectInfo, column: string): string {
  if (column === 'NAME') return [...object.fields.values()].find((field) => field.isNameField)?.name ?? 'Id';
  return COLUMNS[column] ?? column;
}

/** The deployed layout of an object (the first by name); profiles' assignments are not looked at. */
export function pageLayout(org: Org, object: ObjectInfo): PageLayout | undefined {
  const layouts = [...org.metadata.components('Layout')].filter((one) => one.fullName.startsWith(`${object.name}-`));
  const layout = layouts.sort((a, b) => (a.fullName < b.fullName ? -1 : 1))[0];
  if (!layout) return undefined;
  const definition = root(layout.definition, 'Layout');
  const sections = list(definition.layoutSections).map((section) => ({
    label: text(section.detailHeading) === 'false' ? '' : text(section.label),
    columns: list(section.layoutColumns).map((column) =>
      list(column.layoutItems)
        .map((item) => text(item.field))
        .filter((name) => name !== ''),
    ),
  }));
  return {
    sections: sections.filter((section) => section.columns.some((column) => column.length > 0)),
    relatedLists: list(definition.relatedLists).flatMap((related) => relatedList(org, related)),
  };
}

/** `Child__c.Lookup__c`; the platform's own lists (activities, notes, history) are not drawn. */
function relatedList(org: Org, related: Xml): RelatedList[] {
  const [, childObject = '', field = ''] = /^(\w+)\.(\w+)$/.exec(text(related.relatedList)) ?? [];
  const child = org.schema.object(childObject);
  if (!child) return [];
  const names = (Array.isArray(related.fields) ? related.fields : [related.fields]).map(text).filter(Boolean);
  const sortField = text(related.sortField);
  return [
    {
      childObject: child.name,
      field,
      columns: names.map((name) => columnField(child, name)),
      sortField: sortField === '' ? undefined : columnField(child, sortField),
      sortOrder: text(related.sortOrder) === 'Desc' ? 'DESC' : 'ASC',
    },
  ];
}

/** Fields of the compact layout that the object chose, without the name, which is the title. */
export function compactFields(org: Org, object: ObjectInfo): string[] | undefined {
  const component = org.metadata.component('CustomObject', object.name);
  const chosen = component && text(root(component.definition, 'CustomObject').compactLayoutAssignment);
  if (!chosen || chosen === 'SYSTEM') return undefined;
  const layout = org.metadata.component('CompactLayout', `${object.name}.${chosen}`);
  if (!layout) return undefined;
  const { fields } = root(layout.definition, 'CompactLayout');
  const names = (Array.isArray(fields) ? fields : [fields]).map(text).filter(Boolean);
  return names.filter((name) => !object.fields.get(name.toLowerCase())?.isNameField);
}

/** Columns of search results and of "recently viewed". */
export function searchFields(org: Org, object: ObjectInfo): string[] | undefined {
  const component = org.metadata.component('CustomObject', object.name);
  const layouts = component && (root(component.definition, 'CustomObject').searchLayouts as Xml | undefined);
  const names = layouts?.searchResultsAdditionalFields;
  if (names === undefined) return undefined;
  return (Array.isArray(names) ? names : [names]).map((name) => columnField(object, text(name)));
}

/** `custom13` for a tab with the motif `Custom13: Box`. */
export function tabIcon(org: Org, objectName: string): string | undefined {
  const tab = org.metadata.component('CustomTab', objectName);
  const motif = tab && /^Custom(\d+):/.exec(text(root(tab.definition, 'CustomTab').motif));
  return motif ? `custom${motif[1]}` : undefined;
}
