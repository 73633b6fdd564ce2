/** System.RestContext, RestRequest, RestResponse, and System.Request. */
import { current } from '../../transaction/transaction.ts';
import { ApexMap } from '../runtime/map.ts';
import { currentJob } from '../runtime/jobs.ts';
import { primitives } from '../types/registry.ts';
import { defineBean, type Bean } from './beans.ts';
import { definePlatformType } from './define.ts';
import { argument, platformEnum } from './support.ts';

const stringMap = (): ApexMap => new ApexMap(primitives.String, primitives.String);

export const makeRestRequest = defineBean('System.RestRequest', {
  initial: () => ({ headers: stringMap(), params: stringMap() }),
  instance: {
    'addHeader(String,String)': (bean: Bean, name: string, value: string) => {
      (bean.get('headers') as ApexMap).put(argument(name), value);
    },
    'addParameter(String,String)': (bean: Bean, name: string, value: string) => {
      (bean.get('params') as ApexMap).put(argument(name), value);
    },
  },
});

export const makeRestResponse = defineBean('System.RestResponse', {
  initial: () => ({ headers: stringMap() }),
  instance: {
    'addHeader(String,String)': (bean: Bean, name: string, value: string) => {
      (bean.get('headers') as ApexMap).put(argument(name), value);
    },
  },
});

const requestSlot = Symbol('RestContext.request');
const responseSlot = Symbol('RestContext.response');

/** For the REST entry point: what `RestContext` shows in this transaction. */
export function setRestContext(request: Bean, response: Bean): void {
  current().slots.set(requestSlot, request);
  current().slots.set(responseSlot, response);
}

/** The response the running method is to fill, its own included. */
export function shownResponse(): Bean | undefined {
  return (current().slots.get(responseSlot) ?? undefined) as Bean | undefined;
}

const slotProperty = (slot: symbol) => ({
  get: () => current().slots.get(slot) ?? null,
  set: (value: unknown) => void current().slots.set(slot, value),
});

definePlatformType({
  name: 'System.RestContext',
  staticProperties: { request: slotProperty(requestSlot), response: slotProperty(responseSlot) },
});

/** How the running code was started. */
function quiddity(): unknown {
  const byJob = {
    Queueable: 'QUEUEABLE',
    Future: 'FUTURE',
    BatchApex: 'BATCH_APEX',
    ScheduledApex: 'SCHEDULED',
  } as const;
  const job = currentJob();
  const name = job ? byJob[job.kind] : current().isTest ? 'RUNTEST_SYNC' : 'SYNCHRONOUS';
  return platformEnum('System.Quiddity', name) ?? null;
}

definePlatformType({
  name: 'System.Request',
  instance: {
    'getRequestId()': () => current().id,
    'getQuiddity()': quiddity,
  },
  statics: { 'getCurrent()': () => ({ $type: 'System.Request' }) },
});
