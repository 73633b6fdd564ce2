/** The part of CometD that the tools want: long polling, and word of new debug logs on `/systemTopic/Logging`. */
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { type ApexLog, onLog } from '../logs/apex-logs.ts';
import type { ApiContext } from './api.ts';
import { timestamp } from './json.ts';

/** How long a connect waits for something to tell. */
const HOLD = 20_000;

const LOGGING = '/systemTopic/Logging';

interface Message {
  channel?: string;
  clientId?: string;
  id?: string;
  subscription?: string;
}

interface Client {
  subscriptions: Set<string>;
  waiting: Record<string, unknown>[];
  /** Answers the connect that is held. */
  wake: (() => void) | undefined;
}

export class Comet {
  readonly #context: ApiContext;
  readonly #clients = new Map<string, Client>();
  #events = 0;

  constructor(context: ApiContext) {
    this.#context = context;
    onLog(context.org, (log) => this.#tell(log));
  }

  handler(): RequestHandler {
    return (request: Request, response: Response, next: NextFunction) => {
      if (request.method === 'GET') return void response.status(400).end();
      if (request.method !== 'POST') return next();
      const token = /^(?:OAuth|Bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const messages = (Array.isArray(request.body) ? request.body : [request.body]) as Message[];
      const isKnown = this.#context.sessions.userOf(token) !== undefined;
      const answers = messages.map((message) => (isKnown ? this.#answer(message) : refused(message)));
      const connect = messages.length === 1 && messages[0]?.channel === '/meta/connect' ? messages[0] : undefined;
      const client = this.#clients.get(connect?.clientId ?? '');
      if (!connect || !client) return void response.json(answers);
      this.#hold(client, answers, response);
    };
  }

  /** Answers as soon as there is something to tell, at the latest after a while. */
  #hold(client: Client, answers: unknown[], response: Response): void {
    const finish = (): void => {
      clearTimeout(timer);
      client.wake = undefined;
      if (!response.writableEnded) response.json([...client.waiting.splice(0), ...answers]);
    };
    const timer = setTimeout(finish, HOLD).unref();
    client.wake = finish;
    response.on('close', () => {
      clearTimeout(timer);
      if (client.wake === finish) client.wake = undefined;
    });
    if (client.waiting.length > 0) finish();
  }

  #tell(log: ApexLog): void {
    const event = { createdDate: timestamp(this.#context.now()), replayId: ++this.#events, type: 'created' };
    for (const client of this.#clients.values()) {
      if (!client.subscriptions.has(LOGGING)) continue;
      client.waiting.push({ channel: LOGGING, data: { event, sobject: { Id: log.id } } });
      client.wake?.();
    }
  }

  #answer(message: Message): Record<string, unknown> {
    const base = { channel: message.channel, id: message.id, clientId: message.clientId, successful: true };
    const client = this.#clients.get(message.clientId ?? '');
    switch (message.channel) {
      case '/meta/handshake': {
        const clientId = randomUUID();
        this.#clients.set(clientId, { subscriptions: new Set(), waiting: [], wake: undefined });
        return {
          ...base,
          clientId,
          version: '1.0',
          minimumVersion: '1.0',
          supportedConnectionTypes: ['long-polling'],
          ext: { replay: true },
        };
      }
      case '/meta/connect':
        if (!client)
          return { ...base, successful: false, error: '403::Unknown client', advice: { reconnect: 'handshake' } };
        return { ...base, advice: { reconnect: 'retry', interval: 0, timeout: 110_000 } };
      case '/meta/subscribe':
        client?.subscriptions.add(message.subscription ?? '');
        return { ...base, subscription: message.subscription };
      case '/meta/unsubscribe':
        client?.subscriptions.delete(message.subscription ?? '');
        return { ...base, subscription: message.subscription };
      case '/meta/disconnect':
        this.#clients.delete(message.clientId ?? '');
        client?.wake?.();
        return base;
      default:
        return { ...base, successful: false, error: `501::NotEmulated: ${String(message.channel)}` };
    }
  }
}

function refused(message: Message): Record<string, unknown> {
  return {
    channel: message.channel,
    id: message.id,
    successful: false,
    error: '401::Authentication invalid',
    advice: { reconnect: 'none' },
  };
}
