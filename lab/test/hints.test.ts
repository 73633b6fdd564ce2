/** What no webhook carries comes from the store's Admin API: metafields, payments, risk, drafts, returns, companies. */
import { order } from '../src/documents.ts';
import { deliver } from '../src/signed.ts';
import { serialize } from '../../emulators/shopify/src/shop/documents.ts';
import { type RunningLab, startLab } from './lab.ts';

jest.setTimeout(240_000);

const ID = '9007199254740997001';
const NOW = new Date().toISOString();

let lab: RunningLab;
beforeAll(async () => {
  process.env.STOREBRIDGE_METAFIELDS = '{"order":["custom.gift_note"]}';
  lab = await startLab();
});
afterAll(async () => {
  delete process.env.STOREBRIDGE_METAFIELDS;
  await lab?.stop();
});

const store = () => lab.report.stores[0]!;

async function make(resource: string, document: object): Promise<void> {
  const url = `${lab.report.control.shopify}/shops/${store().code}/${resource}`;
  const response = await fetch(url, { method: 'POST', body: serialize(document) });
  expect(response.status).toBe(201);
}

const theOrder = (field: string) =>
  lab.org.until(
    `SELECT ${field} FROM Shopify_Order__c WHERE Shopify_Id__c = '${ID}'`,
    (rows) => typeof rows[0]?.[field] === 'string',
    60_000,
  );

it('brings chosen metafields along with the order', async () => {
  await make('orders', {
    ...order({
      id: ID,
      name: '#7001',
      customer: null,
      currency: 'CAD',
      createdAt: NOW,
      lines: [{ id: `${ID}1`, title: 'Thing', sku: 'T', price: '10.00', quantity: 1 }],
    }),
    metafields: [
      { namespace: 'custom', key: 'gift_note', value: 'For Ada' },
      { namespace: 'custom', key: 'secret', value: 'not chosen' },
    ],
    transactions: [{ id: '5', kind: 'sale', status: 'success', gateway: 'bogus', amount: '10.00', created_at: NOW }],
    risk: { recommendation: 'investigate', level: 'high' },
  });
  const [row] = await theOrder('Metafields__c');
  expect(JSON.parse(String(row?.Metafields__c))).toEqual([{ namespace: 'custom', key: 'gift_note', value: 'For Ada' }]);
});

it('reads payments and risk when a child topic names the order, and knows the draft it was', async () => {
  await deliver(store(), 'order_transactions/create', { id: '5', order_id: ID });
  await deliver(store(), 'draft_orders/update', { id: '77', order_id: ID, status: 'completed' });
  const [draft] = await theOrder('Draft_Order_Id__c');
  expect(draft?.Draft_Order_Id__c).toBe('77');
  const [risk] = await theOrder('Risk_Recommendation__c');
  expect(risk?.Risk_Recommendation__c).toBe('investigate');
  const [paid] = await theOrder('Transactions__c');
  expect(JSON.parse(String(paid?.Transactions__c))).toMatchObject([{ id: '5', kind: 'sale', status: 'success' }]);
  const [kept] = await theOrder('Metafields__c');
  expect(String(kept?.Metafields__c)).toContain('For Ada');
});

it('reads returns and companies whole', async () => {
  await make('returns', { id: '61', name: '#7001-R1', status: 'open', order_id: ID, total_return_line_items: 2 });
  await make('companies', {
    id: '71',
    name: 'Acme Ltd',
    contacts: [{ id: '72', customer_id: '73' }],
    locations: [{ id: '74', name: 'Montreal' }],
  });
  const [back] = await lab.org.until(
    `SELECT Name, Status__c, Total_Quantity__c, Order__r.Shopify_Id__c FROM Shopify_Return__c`,
    (rows) => rows.length === 1,
    60_000,
  );
  expect(back).toMatchObject({ Name: '#7001-R1', Status__c: 'open', Total_Quantity__c: 2 });
  expect((back?.Order__r as { Shopify_Id__c: string }).Shopify_Id__c).toBe(ID);
  const [company] = await lab.org.until(
    `SELECT Name, Locations__c FROM Shopify_Company__c WHERE Version__c != null`,
    (rows) => rows.length === 1,
    60_000,
  );
  expect(company?.Name).toBe('Acme Ltd');
  expect(String(company?.Locations__c)).toContain('Montreal');
  expect(await lab.org.query('SELECT Message__c FROM Shopify_Sync_Issue__c')).toEqual([]);
});
