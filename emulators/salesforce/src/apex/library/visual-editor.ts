/** The VisualEditor namespace: values of a component's picklist in the app builder. */
import type { ApexList } from '../runtime/list.ts';
import { defineBean, type Bean } from './beans.ts';
import { definePlatformType } from './define.ts';
import { listOf, platformClass } from './support.ts';

defineBean('VisualEditor.DataRow', { constructorFields: ['Label', 'Value', 'Selected'] });

interface Rows {
  $type: 'VisualEditor.DynamicPickListRows';
  rows: ApexList;
  isComplete: boolean;
}

const make = (rows: unknown[], isComplete = true): Rows => ({
  $type: 'VisualEditor.DynamicPickListRows',
  rows: listOf(platformClass('VisualEditor.DataRow'), rows),
  isComplete,
});

definePlatformType({
  name: 'VisualEditor.DynamicPickListRows',
  constructors: {
    '()': () => make([]),
    '(List<VisualEditor.DataRow>)': (rows: ApexList) => make([...rows.items]),
    '(List<VisualEditor.DataRow>,Boolean)': (rows: ApexList, isComplete: boolean) => make([...rows.items], isComplete),
  },
  instance: {
    'addRow(VisualEditor.DataRow)': (value: Rows, row: Bean) => {
      value.rows.items.push(row);
    },
    'addAllRows(List<VisualEditor.DataRow>)': (value: Rows, rows: ApexList) => {
      value.rows.items.push(...rows.items);
    },
    'getDataRows()': (value: Rows) => value.rows,
    'get(Integer)': (value: Rows, index: number) => value.rows.items[index] ?? null,
    'size()': (value: Rows) => value.rows.items.length,
    'clear()': (value: Rows) => {
      value.rows.items.length = 0;
    },
    'containsAllRows()': (value: Rows) => value.isComplete,
    'setContainsAllRows(Boolean)': (value: Rows, isComplete: boolean) => {
      value.isComplete = isComplete;
    },
  },
});
