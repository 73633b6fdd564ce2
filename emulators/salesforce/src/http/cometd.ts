/** The least of CometD that the tools want: handshake, a held connect, subscribe. No events are sent this way. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { randomUUID } from 'node:crypto';
import type { ApiContext } from './api.ts';

const HOLD = 20_000;

interface Message {
  channel?: string;
  clientId?: string;
  id?: string;
  subscription?: string;
}

export class Comet {
  readonly #context: ApiContext;
  readonly #clients = new Map<string, Set<string>>();

  constructor(context: ApiContext) {
    this.#context = context;
  }

  handler(): RequestHandler {
    return (request: Request, response: Response, next: NextFunction) => {
      if (request.method === 'GET') return void response.status(400).end();
      if (request.method !== 'POST') return next();
      const token = /^(?:OAuth|Bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const messages = (Array.isArray(request.body) ? request.body : [request.body]) as Message[];
      const isKnown = this.#context.sessions.userOf(token) !== undefined;
      const answers = messages.map((message) => (isKnown ? this.#answer(message) : refused(message)));
      const isConnect = messages.length === 1 && messages[0]?.channel === '/meta/connect';
      if (!isConnect) return void response.json(answers);
      const timer = setTimeout(() => response.json(answers), HOLD);
      timer.unref();
      response.on('close', () => clearTimeout(timer));
    };
  }

  #answer(message: Message): Record<string, unknown> {
    const base = { channel: message.channel, id: message.id, clientId: message.clientId, successful: true };
    switch (message.channel) {
      case '/meta/handshake': {
        const clientId = randomUUID();
        this.#clients.set(clientId, new Set());
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
        return { ...base, advice: { reconnect: 'retry', interval: 0, timeout: 110_000 } };
      case '/meta/subscribe':
        this.#clients.get(message.clientId ?? '')?.add(message.subscription ?? '');
        return { ...base, subscription: message.subscription };
      default:
        return { ...base, subscription: message.subscription };
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
