/** List views as deployed, and what they ask of the records. */
import { NotEmulated, type Org } from '../org/services.ts';
import { type FieldInfo, fieldOf, type ObjectInfo } from '../schema/model.ts';
import { list, text } from './flexipage.ts';
import { columnField } from './page-layout.ts';

type Xml = Record<string, unknown>;

export interface ListView {
  name: string;
  label: string;
  columns: string[];
  /** What follows WHERE; empty = all. `:me` is the viewer. A view that is not emulated says so here, others of its object stay. */
  condition(): string;
}

const COMPARE: Record<string, string> = {
  equals: '=',
  notEqual: '!=',
  lessThan: '<',
  greaterThan: '>',
  lessOrEqual: '<=',
  greaterOrEqual: '>=',
};

function quoted(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}

function literal(field: FieldInfo, value: string): string {
  if (value === '') return 'NULL';
  switch (field.type) {
    case 'boolean':
      return /^(1|true)$/i.test(value) ? 'TRUE' : 'FALSE';
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
    case 'date':
    case 'datetime':
      return value;
    default:
      return quoted(value);
  }
}

function condition(object: ObjectInfo, filter: Xml): string {
  const field = fieldOf(object, columnField(object, text(filter.field)));
  if (!field) throw new Error(`A list view of ${object.name} filters by ${text(filter.field)}, which it does not have`);
  const operation = text(filter.operation);
  const values = text(filter.value).split(',');
  const like = (pattern: (value: string) => string) =>
    values.map((value) => `${field.name} LIKE ${quoted(pattern(value))}`).join(' OR ');
  switch (operation) {
    case 'equals':
    case 'notEqual':
      return values
        .map((value) => `${field.name} ${COMPARE[operation]} ${literal(field, value)}`)
        .join(operation === 'equals' ? ' OR ' : ' AND ');
    case 'contains':
      return like((value) => `%${value}%`);
    case 'startsWith':
      return like((value) => `${value}%`);
    case 'notContain':
      return `NOT (${like((value) => `%${value}%`)})`;
    default: {
      const compare = COMPARE[operation];
      if (!compare) throw new NotEmulated(`ListView operation ${operation}`);
      return `${field.name} ${compare} ${literal(field, text(filter.value))}`;
    }
  }
}

function combined(parts: string[], logic: string): string {
  if (logic === '') return parts.map((part) => `(${part})`).join(' AND ');
  return logic.replace(/\d+/g, (number) => {
    const part = parts[Number(number) - 1];
    if (part === undefined) throw new Error(`The filter logic ${logic} names a filter that is not there`);
    return `(${part})`;
  });
}

/** List views of an object by label. */
export function listViews(org: Org, object: ObjectInfo): ListView[] {
  const prefix = `${object.name}.`;
  return [...org.metadata.components('ListView')]
    .filter((component) => component.fullName.startsWith(prefix))
    .map((component) => readListView(object, component.fullName.slice(prefix.length), component.definition))
    .sort((a, b) => a.label.localeCompare(b.label));
}

function readListView(object: ObjectInfo, name: string, definition: Xml): ListView {
  const view = (definition.ListView ?? definition) as Xml;
  return {
    name,
    label: text(view.label) || name,
    columns: (Array.isArray(view.columns) ? view.columns : [view.columns])
      .map(text)
      .filter((column) => column !== '')
      .map((column) => columnField(object, column)),
    condition: () => conditionOf(object, view),
  };
}

function conditionOf(object: ObjectInfo, view: Xml): string {
  const scope = text(view.filterScope);
  if (scope !== 'Everything' && scope !== 'Mine') throw new NotEmulated(`ListView filterScope ${scope}`);
  const filters = list(view.filters).map((filter) => condition(object, filter));
  const filtered = combined(filters, text(view.booleanFilter));
  const mine = scope === 'Mine' ? 'OwnerId = :me' : '';
  return [mine, filtered && mine ? `(${filtered})` : filtered].filter(Boolean).join(' AND ');
}
