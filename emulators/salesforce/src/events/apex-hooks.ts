/** Lets the Apex side reach the bus of the running test: `Test.getEventBus()`, `Test.stopTest()`, `Test.enableChangeDataCapture()`. */
import { setHost } from '../apex/runtime/host.ts';
import { onStopTest } from '../apex/testing/window.ts';
import { current } from '../transaction/transaction.ts';

setHost({
  deliverTestEvents: () => current().org.events.deliverTest(),
  failTestEvents: () => current().org.events.failTest(),
  enableChangeDataCapture: () => current().org.events.enableTestChangeCapture(),
});
onStopTest((transaction) => transaction.org.events.deliverTest());
