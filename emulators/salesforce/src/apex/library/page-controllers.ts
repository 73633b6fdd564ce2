/** ApexPages.StandardController and StandardSetController: records handed to a page's code; without a page, they only hold them. */
import type { SObjectRecord } from '../../schema/record.ts';
import { current } from '../../transaction/transaction.ts';
import { genericSObject } from '../types/registry.ts';
import { ApexList } from '../runtime/list.ts';
import { check, dmlOptions } from '../runtime/saves.ts';
import { definePlatformType } from './define.ts';
import { PageReferenceValue } from './page-reference.ts';
import { argument } from './support.ts';

interface Single {
  $type: 'ApexPages.StandardController';
  record: SObjectRecord;
}

const viewOf = (record: SObjectRecord): PageReferenceValue => new PageReferenceValue(`/${record.id ?? ''}`);

function save(record: SObjectRecord): PageReferenceValue {
  const { dml } = current().org;
  const operation = record.id === null ? 'insert' : 'update';
  check(operation, dml[operation]([record], dmlOptions(undefined)), [record]);
  return viewOf(record);
}

definePlatformType({
  name: 'ApexPages.StandardController',
  constructors: {
    '(SObject)': (record: SObjectRecord): Single => ({
      $type: 'ApexPages.StandardController',
      record: argument(record),
    }),
  },
  instance: {
    'getRecord()': (controller: Single) => controller.record,
    // As in an address of the classic pages: 15 characters.
    'getId()': (controller: Single) => controller.record.id?.slice(0, 15) ?? null,
    'view()': (controller: Single) => viewOf(controller.record),
    'cancel()': (controller: Single) => viewOf(controller.record),
    'save()': (controller: Single) => save(controller.record),
    'addFields(List<String>)': () => undefined,
    'reset()': () => undefined,
  },
});

interface Several {
  $type: 'ApexPages.StandardSetController';
  records: ApexList;
  selected: ApexList;
  pageSize: number;
}

definePlatformType({
  name: 'ApexPages.StandardSetController',
  constructors: {
    '(List<SObject>)': (records: ApexList): Several => ({
      $type: 'ApexPages.StandardSetController',
      records: argument(records),
      selected: new ApexList(records.elementType),
      pageSize: 20,
    }),
    '(Database.QueryLocator)': (locator: { rows: SObjectRecord[] }): Several => {
      const records = new ApexList(genericSObject, argument(locator).rows);
      return {
        $type: 'ApexPages.StandardSetController',
        records,
        selected: new ApexList(records.elementType),
        pageSize: 20,
      };
    },
  },
  instance: {
    'getRecords()': (controller: Several) =>
      new ApexList(controller.records.elementType, controller.records.items.slice(0, controller.pageSize)),
    'getSelected()': (controller: Several) => controller.selected,
    'setSelected(List<SObject>)': (controller: Several, selected: ApexList) => {
      controller.selected = argument(selected);
    },
    'getResultSize()': (controller: Several) => controller.records.items.length,
    'getPageSize()': (controller: Several) => controller.pageSize,
    'setPageSize(Integer)': (controller: Several, size: number) => {
      controller.pageSize = argument(size);
    },
    'cancel()': () => new PageReferenceValue('/'),
    'addFields(List<String>)': () => undefined,
  },
});
