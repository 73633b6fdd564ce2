/** The lab as a process, known by its line of JSON; and a shop that posts to it. */
import { spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LabReport } from '../../lab/src/report.ts';

export async function startLab(): Promise<{ report: LabReport; stop(): void }> {
  const entry = join(import.meta.dirname, '..', '..', 'lab', 'src', 'demo.ts');
  const child = spawn('node', [entry, '--headless'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { report: JSON.parse(line) as LabReport, stop: () => void child.kill('SIGTERM') };
}

export function order(id: number): string {
  const at = '2026-11-24T10:00:00Z';
  return JSON.stringify({
    ...{ id, name: `#${id}`, currency: 'CAD', email: `person${id}@example.com`, financial_status: 'paid' },
    ...{ created_at: at, updated_at: at, processed_at: at },
    ...{ total_price: '10.00', current_total_price: '10.00', subtotal_price: '10.00' },
    line_items: [{ id: id * 10, title: 'Tea', sku: 'TEA', quantity: 1, current_quantity: 1, price: '10.00' }],
  });
}

export async function post(report: LabReport, body: string): Promise<void> {
  const [store] = report.stores;
  if (!store) throw new Error('the lab has no store');
  const response = await fetch(`${store.webhookUrl}/orders/create`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': store.domain,
      'x-shopify-webhook-id': randomUUID(),
      'x-shopify-triggered-at': new Date().toISOString(),
      'x-shopify-hmac-sha256': createHmac('sha256', store.secret).update(body).digest('base64'),
    },
  });
  if (response.status !== 200) throw new Error(`webhook: ${response.status}`);
}

/** `totalSize` of a query. */
export async function count(report: LabReport, soql: string): Promise<number> {
  const url = `${report.org.url}/services/data/v${report.org.apiVersion}/query?q=${encodeURIComponent(soql)}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${report.org.accessToken}` } });
  const answer = (await response.json()) as { totalSize?: number };
  if (answer.totalSize === undefined) throw new Error(JSON.stringify(answer));
  return answer.totalSize;
}

/** Sum of the companion's series whose line begins so. */
export async function metric(report: LabReport, name: string): Promise<number> {
  const text = await (await fetch(`${report.companion.url}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(name))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
