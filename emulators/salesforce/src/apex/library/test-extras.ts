/** The rarer methods of System.Test: the event bus, pages, installation scripts, test data from a static resource. */
import { fieldInCode } from '../../schema/code-namespace.ts';
import type { ObjectInfo } from '../../schema/model.ts';
import { SObjectRecord } from '../../schema/record.ts';
import { current } from '../../transaction/transaction.ts';
import type { ApexDatetime } from '../runtime/datetime.ts';
import { apexError } from '../runtime/exceptions.ts';
import { hostCall } from '../runtime/host.ts';
import type { ApexList } from '../runtime/list.ts';
import { check, dmlOptions } from '../runtime/saves.ts';
import { fieldType } from '../check/members.ts';
import type { Implementation } from './define.ts';
import { installTests } from './install.ts';
import { parsePrimitive } from './json/primitives.ts';
import { setCurrentPage, type PageReferenceValue } from './page-reference.ts';
import type { SObjectTypeToken } from './schema/tokens.ts';
import { argument, recordList, registry } from './support.ts';

/** Rows of a comma-separated text; quotes may enclose commas and line breaks. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (isQuoted && c === '"' && text[i + 1] === '"') cell += text[++i];
    else if (c === '"') isQuoted = !isQuoted;
    else if (isQuoted || (c !== ',' && c !== '\n' && c !== '\r')) cell += c;
    else if (c === ',') {
      row.push(cell);
      cell = '';
    } else if (c === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
    }
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows.filter((each) => each.some((value) => value !== ''));
}

function recordOf(object: ObjectInfo, names: string[], cells: string[]): SObjectRecord {
  const record = new SObjectRecord(object);
  names.forEach((name, index) => {
    const text = cells[index] ?? '';
    if (text === '') return;
    const field = fieldInCode(object, name.trim());
    if (!field) throw apexError('System.StringException', `Invalid field ${name} for ${object.name}`);
    const type = fieldType(registry(), field);
    record.values.set(
      field.name,
      type.kind === 'primitive' ? parsePrimitive({ kind: 'string', text }, type.name) : text,
    );
    record.touched.add(field.name);
  });
  return record;
}

/** Inserts the rows of a CSV static resource. @throws UnexpectedException when there is no such resource */
function loadData(token: SObjectTypeToken, resource: string): ApexList {
  const component = current().org.metadata.component('StaticResource', argument(resource));
  const content = component && [...component.files].find(([path]) => !path.endsWith('-meta.xml'))?.[1];
  if (!content) throw apexError('System.UnexpectedException', `Static Resource not found: ${resource}`);
  const [names = [], ...rows] = parseCsv(new TextDecoder().decode(content));
  const records = rows.map((cells) => recordOf(argument(token).object, names, cells));
  check('insert', current().org.dml.insert(records, dmlOptions('system')), records);
  return recordList(records);
}

export const testExtras: Record<string, Implementation> = {
  'getEventBus()': () => ({ $type: 'EventBus.TestBroker' }),
  'enableChangeDataCapture()': () => hostCall('enableChangeDataCapture'),
  'setCurrentPage(PageReference)': (page: PageReferenceValue | null) => setCurrentPage(page),
  'setCurrentPageReference(PageReference)': (page: PageReferenceValue | null) => setCurrentPage(page),
  'loadData(Schema.SObjectType,String)': loadData,
  'setCreatedDate(Id,Datetime)': (id: string, at: ApexDatetime) => {
    const { org } = current();
    const object = org.schema.objectByKeyPrefix(argument(id).slice(0, 3));
    const isKnown = object !== undefined && org.dml.overwrite(object, id, { CreatedDate: argument(at) });
    if (!isKnown) throw apexError('System.InvalidParameterValueException', `Cannot set the created date of ${id}`);
  },
  ...installTests,
};
