/** System.Http, HttpRequest, HttpResponse: callouts go to the test's mock; there is no network. */
import { NotEmulated } from '../../org/services.ts';
import { current } from '../../transaction/transaction.ts';
import { ApexBlob } from '../runtime/blob.ts';
import { apexError } from '../runtime/exceptions.ts';
import { invoke } from '../runtime/object.ts';
import { hasUncommittedWork } from '../runtime/uncommitted.ts';
import { mockOf } from '../testing/mocks.ts';
import { definePlatformType } from './define.ts';
import { argument, strings } from './support.ts';

/** Header names keep their spelling and compare without case. */
class Headers {
  private readonly byName = new Map<string, [string, string]>();
  get(name: string): string | null {
    return this.byName.get(argument(name).toLowerCase())?.[1] ?? null;
  }
  set(name: string, value: string | null): void {
    this.byName.set(argument(name).toLowerCase(), [name, value ?? '']);
  }
  names(): string[] {
    return [...this.byName.values()].map(([name]) => name);
  }
}

class Message {
  readonly headers = new Headers();
  body: ApexBlob | null = null;

  get text(): string | null {
    return this.body?.toText() ?? (this.body ? '' : null);
  }

  set text(text: string | null) {
    this.body = text === null ? null : ApexBlob.fromText(text);
  }
}

export class HttpRequestValue extends Message {
  readonly $type = 'System.HttpRequest';
  endpoint: string | null = null;
  method: string | null = null;
  isCompressed = false;
  timeout: number | null = null;
  apexText(): string {
    return `System.HttpRequest[Endpoint=${this.endpoint}, Method=${this.method}]`;
  }
}

export class HttpResponseValue extends Message {
  readonly $type = 'System.HttpResponse';
  status: string | null = null;
  statusCode = 0;
  apexText(): string {
    return `System.HttpResponse[Status=${this.status}, StatusCode=${this.statusCode}]`;
  }
}

const bodyMembers = {
  'getBody()': (message: Message) => message.text ?? '',
  'setBody(String)': (message: Message, text: string) => {
    message.text = argument(text);
  },
  'getBodyAsBlob()': (message: Message) => message.body,
  'setBodyAsBlob(Blob)': (message: Message, body: ApexBlob) => {
    message.body = argument(body);
  },
  'getHeader(String)': (message: Message, name: string) => message.headers.get(name),
  'setHeader(String,String)': (message: Message, name: string, value: string | null) =>
    message.headers.set(name, value),
};

definePlatformType({
  name: 'System.HttpRequest',
  constructors: { '()': () => new HttpRequestValue() },
  instance: {
    ...bodyMembers,
    'getEndpoint()': (request: HttpRequestValue) => request.endpoint,
    'setEndpoint(String)': (request: HttpRequestValue, endpoint: string) => {
      request.endpoint = argument(endpoint);
    },
    'getMethod()': (request: HttpRequestValue) => request.method,
    'setMethod(String)': (request: HttpRequestValue, method: string) => {
      request.method = argument(method);
    },
    'getCompressed()': (request: HttpRequestValue) => request.isCompressed,
    'setCompressed(Boolean)': (request: HttpRequestValue, isCompressed: boolean) => {
      request.isCompressed = argument(isCompressed);
    },
    'setTimeout(Integer)': (request: HttpRequestValue, timeout: number) => {
      if (argument(timeout) < 1 || timeout > 120_000) {
        throw apexError('System.CalloutException', 'Timeout must be between 1 and 120000 milliseconds');
      }
      request.timeout = timeout;
    },
    'setClientCertificateName(String)': (_request: HttpRequestValue, name: string) => void argument(name),
    'toString()': (request: HttpRequestValue) => request.apexText(),
  },
});

definePlatformType({
  name: 'System.HttpResponse',
  constructors: { '()': () => new HttpResponseValue() },
  instance: {
    ...bodyMembers,
    // In the order of their names: the platform's is that of a hash table.
    'getHeaderKeys()': (response: HttpResponseValue) => strings(response.headers.names().sort()),
    'getStatus()': (response: HttpResponseValue) => response.status,
    'setStatus(String)': (response: HttpResponseValue, status: string) => {
      response.status = argument(status);
    },
    'getStatusCode()': (response: HttpResponseValue) => response.statusCode,
    'setStatusCode(Integer)': (response: HttpResponseValue, code: number) => {
      response.statusCode = argument(code);
    },
    'toString()': (response: HttpResponseValue) => response.apexText(),
  },
});

/** What leaves the org is looked at first; a mock gets a request as it is. */
function callOut(request: HttpRequestValue): never {
  if (!request.endpoint) throw apexError('System.CalloutException', 'Endpoint not set');
  if (!request.method) throw apexError('System.CalloutException', 'Method not set');
  throw new NotEmulated(`HTTP callout to ${request.endpoint}`);
}

/** @throws CalloutException, TypeException in tests without a mock, NotEmulated outside of tests */
function send(_http: unknown, request: HttpRequestValue): unknown {
  argument(request);
  const transaction = current();
  transaction.limits.count('callouts');
  if (!transaction.isTest) return callOut(request);
  if (hasUncommittedWork()) {
    const text = 'You have uncommitted work pending. Please commit or rollback before calling out.';
    throw apexError('System.CalloutException', text);
  }
  const mock = mockOf('System.HttpCalloutMock');
  if (mock === undefined) {
    throw apexError('System.TypeException', 'Methods defined as TestMethod do not support Web service callouts');
  }
  const responded = (mock as { respond?: (request: HttpRequestValue) => unknown }).respond;
  return typeof responded === 'function' ? responded.call(mock, request) : invoke(mock, 'respond', [request]);
}

definePlatformType({
  name: 'System.Http',
  constructors: { '()': () => ({ $type: 'System.Http' }) },
  instance: { 'send(HttpRequest)': send, 'toString()': () => 'System.Http' },
});
