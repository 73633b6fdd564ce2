/** Opportunities, their lines, price book entries. */
import { ApexDate } from '../../apex/runtime/date.ts';
import { Decimal } from '../../apex/runtime/decimal.ts';
import { SObjectRecord } from '../../schema/record.ts';
import { decimalOf, sameValue } from '../../schema/values.ts';
import type { Row } from '../../storage/row.ts';
import { ApexDatetime } from '../../apex/runtime/datetime.ts';
import { current } from '../../transaction/transaction.ts';
import { fail, isChanged, type Save, setValue, valueOf } from '../save.ts';
import { factsOf } from './people.ts';
import type { Helpers, Special } from './special.ts';
import type { Room } from '../room.ts';

const HUNDRED = Decimal.of(100);

const CATEGORY_NAMES: Record<string, string> = {
  Omitted: 'Omitted',
  Pipeline: 'Pipeline',
  BestCase: 'Best Case',
  MostLikely: 'Most Likely',
  Forecast: 'Commit',
  Closed: 'Closed',
};

function liveRows(room: Room, object: string, field: string, id: string): Row[] {
  return [...room.storage.table(object).matching(field, id)].filter((row) => row['IsDeleted'] !== true);
}

export const opportunity: Special = {
  defaults: fromStage,
  compute(save, { room }) {
    fromStage(save);
    const hasLines = save.before
      ? liveRows(room, 'OpportunityLineItem', 'OpportunityId', save.before.Id).length > 0
      : false;
    setValue(save, 'HasOpportunityLineItem', hasLines);
    // With lines the amount is their sum; what a caller writes is ignored.
    if (hasLines && !save.isInternal && !room.switches.has('opportunity-amount-rule-off')) {
      for (const name of ['Amount', 'TotalOpportunityQuantity']) setValue(save, name, save.before![name] ?? null);
    }
    if (hasLines && save.before!['Pricebook2Id'] && isChanged(save, 'Pricebook2Id')) {
      const text =
        'field integrity exception: Pricebook2Id (price book can not be changed while the opportunity has products)';
      fail(save, 'FIELD_INTEGRITY_EXCEPTION', text, ['Pricebook2Id']);
    }
    const amount = decimalOf(valueOf(save, 'Amount'));
    const probability = decimalOf(valueOf(save, 'Probability'));
    const expected = amount && probability ? amount.multiply(probability).divideTo(HUNDRED, 2, 'HALF_UP') : null;
    setValue(save, 'ExpectedRevenue', expected);
    const date = valueOf(save, 'CloseDate');
    if (date instanceof ApexDate) {
      const quarter = Math.ceil(date.month / 3);
      setValue(save, 'FiscalYear', date.year);
      setValue(save, 'FiscalQuarter', quarter);
      setValue(save, 'Fiscal', `${date.year} ${quarter}`);
    }
    if (isChanged(save, 'StageName')) {
      setValue(save, 'LastStageChangeDate', new ApexDatetime(Math.floor(current().now() / 1000) * 1000));
    }
  },
};

/** Probability and forecast category follow the stage unless they are given, too. */
function fromStage(save: Save): void {
  if (save.before && !isChanged(save, 'StageName')) return;
  const facts = factsOf(save, 'StageName');
  const category = String(facts['forecastCategory'] ?? 'Pipeline');
  setValue(save, 'IsClosed', facts['closed'] === true);
  setValue(save, 'IsWon', facts['won'] === true);
  if (!save.given.has('Probability')) setValue(save, 'Probability', Decimal.of(Number(facts['probability'] ?? 0)));
  setValue(save, 'ForecastCategory', category);
  if (!save.given.has('ForecastCategoryName'))
    setValue(save, 'ForecastCategoryName', CATEGORY_NAMES[category] ?? category);
}

export const opportunityLine: Special = {
  compute(save, { room }) {
    const opportunityRow = room.storage.get('Opportunity', String(valueOf(save, 'OpportunityId')));
    const entry = save.before
      ? room.storage.get('PricebookEntry', String(valueOf(save, 'PricebookEntryId')))
      : entryFor(save, opportunityRow, room);
    if (entry) fromEntry(save, entry, room);
    price(save, entry);
    if (
      !save.before &&
      entry &&
      opportunityRow?.['Pricebook2Id'] &&
      opportunityRow['Pricebook2Id'] !== entry['Pricebook2Id']
    ) {
      const text = `pricebook entry is in a different pricebook than the one assigned to the opportunity`;
      fail(save, 'FIELD_INTEGRITY_EXCEPTION', text, ['PricebookEntryId']);
    }
  },
  written(saves, helpers) {
    sumUp(
      saves.flatMap((save) => [String(valueOf(save, 'OpportunityId'))]),
      helpers,
      saves,
    );
  },
  removed(rows, helpers) {
    sumUp(
      rows.map((row) => String(row['OpportunityId'])),
      helpers,
      [],
    );
  },
};

function entryFor(save: Save, opportunityRow: Row | undefined, room: Room): Row | undefined {
  const given = valueOf(save, 'PricebookEntryId');
  if (typeof given === 'string') {
    const entry = room.storage.get('PricebookEntry', given);
    if (entry && entry['IsActive'] !== true) {
      fail(
        save,
        'FIELD_INTEGRITY_EXCEPTION',
        'field integrity exception: PricebookEntryId (pricebook entry is inactive)',
        ['PricebookEntryId'],
      );
    }
    return entry;
  }
  const product = valueOf(save, 'Product2Id');
  if (typeof product === 'string') {
    const entry = liveRows(room, 'PricebookEntry', 'Product2Id', product).find(
      (each) => each['Pricebook2Id'] === opportunityRow?.['Pricebook2Id'] && each['IsActive'] === true,
    );
    if (entry) return entry;
  }
  const text = 'field integrity exception: PricebookEntryId (pricebook entry has been archived or does not exist)';
  fail(save, 'FIELD_INTEGRITY_EXCEPTION', text, ['PricebookEntryId']);
  return undefined;
}

function fromEntry(save: Save, entry: Row, room: Room): void {
  const product = room.storage.get('Product2', String(entry['Product2Id']));
  const opportunityRow = room.storage.get('Opportunity', String(valueOf(save, 'OpportunityId')));
  setValue(save, 'PricebookEntryId', entry.Id);
  setValue(save, 'Product2Id', entry['Product2Id'] ?? null);
  setValue(save, 'ProductCode', product?.['ProductCode'] ?? null);
  setValue(save, 'ListPrice', entry['UnitPrice'] ?? null);
  setValue(save, 'Name', `${String(opportunityRow?.['Name'] ?? '')} ${String(product?.['Name'] ?? '')}`.trim());
}

/** Unit price and total follow from each other. */
function price(save: Save, entry: Row | undefined): void {
  const quantity = decimalOf(valueOf(save, 'Quantity'));
  if (!quantity) return;
  if (quantity.signum() === 0) {
    fail(save, 'FIELD_INTEGRITY_EXCEPTION', 'field integrity exception: Quantity (quantity must not be zero)', [
      'Quantity',
    ]);
    return;
  }
  const discount = decimalOf(valueOf(save, 'Discount')) ?? Decimal.ZERO;
  const share = HUNDRED.subtract(discount);
  const isTotalGiven = save.given.has('TotalPrice') && decimalOf(valueOf(save, 'TotalPrice')) !== undefined;
  if (isTotalGiven && !save.given.has('UnitPrice') && share.signum() > 0) {
    const total = decimalOf(valueOf(save, 'TotalPrice'))!;
    setValue(save, 'UnitPrice', total.multiply(HUNDRED).divideTo(quantity.multiply(share), 2, 'HALF_UP'));
  } else {
    const unit = decimalOf(valueOf(save, 'UnitPrice')) ?? decimalOf(entry?.['UnitPrice']) ?? Decimal.ZERO;
    setValue(save, 'UnitPrice', unit.setScale(2, 'HALF_UP'));
    setValue(save, 'TotalPrice', unit.multiply(quantity).multiply(share).divideTo(HUNDRED, 2, 'HALF_UP'));
  }
  const unit = decimalOf(valueOf(save, 'UnitPrice'))!;
  setValue(save, 'Subtotal', unit.multiply(quantity).setScale(2, 'HALF_UP'));
}

/** Amount and quantity of the opportunities whose lines changed. */
function sumUp(ids: string[], { room, update }: Helpers, saves: Save[]): void {
  const records: SObjectRecord[] = [];
  for (const id of new Set(ids)) {
    const row = room.storage.get('Opportunity', id);
    if (!row || row['IsDeleted'] === true) continue;
    const lines = liveRows(room, 'OpportunityLineItem', 'OpportunityId', id);
    const total = (name: string): Decimal =>
      lines.reduce<Decimal>((sum, line) => sum.add(decimalOf(line[name]) ?? Decimal.ZERO), Decimal.of(0, 2));
    const record = new SObjectRecord(room.schema.object('Opportunity')!);
    record.values.set('Id', id);
    const put = (name: string, value: unknown): void => {
      if (!sameValue(row[name] ?? null, value)) record.values.set(name, value);
    };
    if (lines.length > 0 && !room.switches.has('opportunity-amount-rule-off')) {
      put('Amount', total('TotalPrice'));
      put('TotalOpportunityQuantity', total('Quantity'));
    }
    if (row['HasOpportunityLineItem'] !== (lines.length > 0 || undefined))
      put('HasOpportunityLineItem', lines.length > 0);
    const entry = lines[0] && room.storage.get('PricebookEntry', String(lines[0]['PricebookEntryId']));
    if (entry && !row['Pricebook2Id']) record.values.set('Pricebook2Id', entry['Pricebook2Id']);
    if (record.values.size > 1) records.push(record);
  }
  if (records.length === 0) return;
  for (const [index, result] of update(records).entries()) {
    if (result.isSuccess) continue;
    const own = saves.filter((save) => valueOf(save, 'OpportunityId') === records[index]!.id);
    for (const save of own) save.errors.push(...result.errors);
  }
}

export const pricebookEntry: Special = {
  compute(save, { room }) {
    const product = room.storage.get('Product2', String(valueOf(save, 'Product2Id')));
    const book = room.storage.get('Pricebook2', String(valueOf(save, 'Pricebook2Id')));
    setValue(save, 'Name', product?.['Name'] ?? null);
    setValue(save, 'ProductCode', product?.['ProductCode'] ?? null);
    if (!product || !book) return;
    const siblings = liveRows(room, 'PricebookEntry', 'Product2Id', product.Id);
    const currency = valueOf(save, 'CurrencyIsoCode');
    if (
      siblings.some(
        (row) =>
          row['Pricebook2Id'] === book.Id &&
          row.Id !== save.before?.Id &&
          (row['CurrencyIsoCode'] ?? null) === currency,
      )
    ) {
      fail(save, 'DUPLICATE_VALUE', 'This price definition already exists in this price book', []);
      return;
    }
    const isStandard = book['IsStandard'] === true;
    const standard = siblings.find(
      (row) => room.storage.get('Pricebook2', String(row['Pricebook2Id']))?.['IsStandard'] === true,
    );
    if (!isStandard && !standard) {
      fail(save, 'STANDARD_PRICE_NOT_DEFINED', 'No standard price defined for this product', []);
      return;
    }
    if (isStandard && valueOf(save, 'UseStandardPrice') === true) {
      fail(save, 'FIELD_INTEGRITY_EXCEPTION', 'field integrity exception: UseStandardPrice', ['UseStandardPrice']);
    }
    if (valueOf(save, 'UseStandardPrice') === true && standard) setValue(save, 'UnitPrice', standard['UnitPrice']);
  },
};
