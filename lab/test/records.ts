import { createHash } from 'node:crypto';
import type { OrgRest, Row } from '../src/rest.ts';

/** Fields that say when and by whom a record was touched; everything else is its content. */
const OBJECTS: Record<string, string[]> = {
  Shopify_Customer__c: ['Key__c', 'Email__c', 'Contact__r.Email', 'Contact__r.LastName'],
  Shopify_Order__c: [
    'Key__c',
    'Name',
    'Total__c',
    'Currency__c',
    'Note__c',
    'Fulfillment_Status__c',
    'Contact__r.Email',
    'Line_Count__c',
    'Complete__c',
    'Net_Revenue__c',
  ],
  Shopify_Order_Line__c: [
    'Key__c',
    'Order__r.Key__c',
    'Title__c',
    'SKU__c',
    'Quantity__c',
    'Unit_Price__c',
    'Line_Total__c',
  ],
  Contact: ['Email', 'LastName', 'Shopify_Lifetime_Value__c', 'Shopify_Order_Count__c'],
  Shopify_Sync_Issue__c: ['Key__c', 'Status__c'],
};

function plain(row: Row): unknown {
  return JSON.parse(JSON.stringify(row, (name, value: unknown) => (name === 'attributes' ? undefined : value)));
}

/** The content of all records we write, as one text that is equal when all of them are; ids and times of writing left out. */
export async function digest(org: OrgRest): Promise<string> {
  const hash = createHash('sha256');
  for (const [object, fields] of Object.entries(OBJECTS)) {
    const rows = (await org.query(`SELECT ${fields.join(', ')} FROM ${object}`))
      .map((row) => JSON.stringify(plain(row)))
      .sort();
    hash.update(`${object}\n${rows.join('\n')}\n`);
  }
  return hash.digest('hex');
}

/** When each record was last touched, by object and id. */
export async function touched(org: OrgRest): Promise<Record<string, string>> {
  const times: Record<string, string> = {};
  for (const object of Object.keys(OBJECTS))
    for (const row of await org.query(`SELECT Id, LastModifiedDate FROM ${object}`))
      times[`${object}/${String(row.Id)}`] = String(row.LastModifiedDate);
  return times;
}
