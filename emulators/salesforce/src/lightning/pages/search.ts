/** Global search: a card per object with what was found, in the columns of its search layout. */
import { html, type Html } from '../html.ts';
import { listFields } from '../layout.ts';
import { list, text } from '../flexipage.ts';
import type { RecordReader } from '../records.ts';
import type { ObjectInfo } from '../../schema/model.ts';
import { objectIcon } from './fields.ts';
import { card } from './frame.ts';
import { recordTable } from './related.ts';

const STANDARD = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case', 'Product2'];
const MOST = 25;

/** Custom objects are found when they allow search and have a tab; those of the app's navigation come first. */
function searched(reader: RecordReader, navigation: string[]): ObjectInfo[] {
  const { org, user } = reader;
  const own = navigation.map((tab) => tab.replace(/^standard-/, ''));
  const tabs = [...org.metadata.components('CustomTab')].map((tab) => tab.fullName);
  const allowsSearch = (object: ObjectInfo): boolean => {
    const definition = org.metadata.component('CustomObject', object.name)?.definition ?? {};
    const [root] = list(definition.CustomObject ?? definition);
    return text(root?.enableSearch) !== 'false';
  };
  return [...new Set([...own, ...STANDARD, ...tabs])].flatMap((name) => {
    const object = org.schema.object(name);
    const isKind = object?.kind === 'custom' ? tabs.includes(object.name) : STANDARD.includes(name);
    return object?.isQueryable && isKind && org.security.rights(user).canRead(object.name) && allowsSearch(object)
      ? [object]
      : [];
  });
}

/** Each word is the beginning of one; signs that SOSL reads as its own are taken out. */
export function searchText(term: string): string {
  return term
    .replace(/[?&|!{}[\]()^~*:\\"']/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${word}*`)
    .join(' AND ');
}

function found(reader: RecordReader, term: string, object: ObjectInfo): string[] {
  const { org, user } = reader;
  const [records = []] = org.transaction({ user, kind: 'sync', enforceLimits: false }, () =>
    org.query.search(`FIND {${term}} IN ALL FIELDS RETURNING ${object.name}(Id LIMIT ${MOST})`, new Map(), {
      access: 'user',
      sharing: true,
      counts: false,
    }),
  );
  return records.flatMap((record) => record.id ?? []);
}

function results(reader: RecordReader, navigation: string[], term: string): Html[] {
  return searched(reader, navigation).flatMap((object) => {
    const ids = found(reader, term, object);
    if (ids.length === 0) return [];
    const columns = listFields(reader.org, object);
    const rows = reader.select(object, columns, 'WHERE Id IN :ids ORDER BY LastModifiedDate DESC', { ids });
    const title = `${object.pluralLabel} (${ids.length === MOST ? `${MOST}+` : ids.length})`;
    return [card(title, objectIcon(reader.org, object.name), recordTable(rows, object.pluralLabel, columns))];
  });
}

export function searchContent(reader: RecordReader, navigation: string[], term: string): Html {
  const sought = searchText(term);
  const isTooShort = sought.replace(/[*\s]/g, '').length < 2;
  const cards = isTooShort ? [] : results(reader, navigation, sought);
  const words = isTooShort ? 'Enter two characters or more.' : `No results for "${term}".`;
  return html`<h1 class="slds-text-heading_medium slds-p-around_small" style="color:#fff">Search Results</h1>
    ${cards.length > 0 ? cards : card('Search', { set: 'standard', name: 'search' }, html`<p role="status">${words}</p>`)}`;
}
