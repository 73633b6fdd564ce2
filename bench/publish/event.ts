/** One event of 5.9 KB, as an order has it, and the schema the platform would give for it. */
export const TOPIC = '/event/Shopify_Event__e';

export const SCHEMA = {
  name: 'Shopify_Event__e',
  namespace: 'com.sforce.eventbus',
  type: 'record',
  fields: [
    { name: 'CreatedDate', type: 'long', doc: 'CreatedDate:DateTime' },
    { name: 'CreatedById', type: 'string', doc: 'CreatedBy:EntityId' },
    ...[
      'Store__c',
      'Kind__c',
      'Resource_Id__c',
      'Topic__c',
      'Version__c',
      'Mode__c',
      'Identity_Key__c',
      'Event_Key__c',
    ].map((name) => ({ name, type: ['null', 'string'], doc: 'Data:Text', default: null })),
    ...['Schema__c', 'Page__c', 'Pages__c'].map((name) => ({ name, type: ['null', 'double'], default: null })),
    { name: 'Payload__c', type: ['null', 'string'], doc: 'Data:Text', default: null },
  ],
};

const LINE = {
  id: '866550311766439020',
  title: 'Green tea',
  quantity: 1,
  price_set: { shop_money: { amount: '12.50' } },
};

export function event(n: number): Record<string, unknown> {
  return {
    CreatedDate: 1_764_000_000_000,
    CreatedById: '005000000000001AAA',
    Schema__c: 1,
    Store__c: 'maple',
    Kind__c: 'order',
    Resource_Id__c: String(5_000_000_000_000 + n),
    Topic__c: 'orders/updated',
    Version__c: '2026-11-01T10:00:00.000Z/2026-11-01T10:00:01.000Z',
    Mode__c: 'live',
    Identity_Key__c: 'a'.repeat(64),
    Event_Key__c: 'b'.repeat(64),
    Page__c: 1,
    Pages__c: 1,
    Payload__c: JSON.stringify({ id: String(n), line_items: Array.from({ length: 50 }, () => LINE) }),
  };
}
