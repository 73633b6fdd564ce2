import { mkdtempSync, rmSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decimal } from '../../src/apex/runtime/decimal.ts';
import { makeDouble, orderEvent } from './double.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'events-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('events, replay ids and the places of triggers outlive the process', async () => {
  const first = makeDouble([orderEvent()]);
  first.bus.keepIn(folder);
  first.handlers.set('Order__e', () => undefined);
  first.publish('Order__e', { Number__c: '1' });
  await first.settle();
  first.bus.faults.isDelivering = false;
  first.publish('Order__e', { Number__c: '2', Amount__c: Decimal.fromString('1.50') });
  const { tip } = first.bus.log;
  first.bus.close();
  appendFileSync(join(folder, 'events.jsonl'), '{"event":{"replay');

  const second = makeDouble([orderEvent()]);
  const seen: unknown[] = [];
  second.handlers.set(
    'Order__e',
    (records) => void seen.push(...records.map((each) => [each.values.get('Number__c'), each.values.get('Amount__c')])),
  );
  second.bus.keepIn(folder);
  await second.settle();
  // Only what had not been delivered comes now.
  expect(seen).toEqual([['2', Decimal.fromString('1.50')]]);
  expect(second.bus.log.tip).toBe(tip);
  expect(second.bus.log.after(0, () => true)).toHaveLength(2);
  second.publish('Order__e', { Number__c: '3' });
  expect(second.bus.log.tip).toBeGreaterThan(tip);
  second.bus.close();
});
