import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  accepted: Counter<'result'>;
  published: Counter;
  confirmed: Counter<'how'>;
  republished: Counter;
  parked: Counter;
  apiRequests: Counter;
  hints: Counter<'result'>;
  waiting: Gauge;
  openDeliveries: Gauge;
  problems: Gauge;
  inFlight: Gauge;
  window: Gauge;
  lag: Histogram;
}

/** All figures of one companion, under the names a dashboard uses. */
export function makeMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    accepted: new Counter({
      name: 'storebridge_webhooks_total',
      help: 'Webhooks by result',
      labelNames: ['result'],
      registers,
    }),
    published: new Counter({
      name: 'storebridge_events_published_total',
      help: 'Events the Pub/Sub API took',
      registers,
    }),
    confirmed: new Counter({
      name: 'storebridge_events_confirmed_total',
      help: 'Events the org is seen to hold',
      labelNames: ['how'],
      registers,
    }),
    republished: new Counter({
      name: 'storebridge_events_republished_total',
      help: 'Events published again',
      registers,
    }),
    parked: new Counter({ name: 'storebridge_events_parked_total', help: 'Events parked as issues', registers }),
    apiRequests: new Counter({
      name: 'storebridge_org_api_requests_total',
      help: 'Requests that count against the daily API limit',
      registers,
    }),
    hints: new Counter({
      name: 'storebridge_hints_total',
      help: 'Hints by how they ended',
      labelNames: ['result'],
      registers,
    }),
    waiting: new Gauge({ name: 'storebridge_snapshots_waiting', help: 'Snapshots not published yet', registers }),
    openDeliveries: new Gauge({
      name: 'storebridge_deliveries_open',
      help: 'Deliveries nothing has been made of yet; hints wait here',
      registers,
    }),
    problems: new Gauge({
      name: 'storebridge_deliveries_problem',
      help: 'Deliveries kept because nothing could be made of them',
      registers,
    }),
    inFlight: new Gauge({
      name: 'storebridge_snapshots_in_flight',
      help: 'Snapshots published and not confirmed',
      registers,
    }),
    window: new Gauge({ name: 'storebridge_window_events', help: 'In-flight window, events', registers }),
    lag: new Histogram({
      name: 'storebridge_confirm_seconds',
      help: 'From webhook to confirmation',
      buckets: [0.25, 0.5, 1, 2, 5, 15, 60, 300, 3600],
      registers,
    }),
  };
}
