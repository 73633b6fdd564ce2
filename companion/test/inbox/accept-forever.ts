/** Child of the kill test: accepts deliveries and says which are durable. */
import { openSqliteInbox } from '../../src/inbox/sqlite/inbox.ts';
import { delivery } from '../support.ts';

const inbox = openSqliteInbox(process.argv[2] ?? '');
for (;;) {
  const batch = Array.from({ length: 5 }, () => delivery('orders/create', { id: 1, padding: 'x'.repeat(2000) }));
  await Promise.all(batch.map((one) => inbox.accept(one)));
  for (const { webhookId } of batch) process.stdout.write(`${webhookId}\n`);
  await new Promise((resolve) => setImmediate(resolve));
}
