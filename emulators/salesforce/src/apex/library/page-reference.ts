/** System.PageReference and ApexPages: addresses and messages; pages themselves are not emulated. */
import type { SObjectRecord } from '../../schema/record.ts';
import { current } from '../../transaction/transaction.ts';
import { NotEmulated } from '../../org/services.ts';
import type { ApexException } from '../runtime/exceptions.ts';
import type { ApexList } from '../runtime/list.ts';
import { ApexMap } from '../runtime/map.ts';
import { primitives } from '../types/registry.ts';
import { defineBean, type Bean } from './beans.ts';
import { definePlatformType } from './define.ts';
import { urlDecode, urlEncode } from './encoding.ts';
import { ParameterMap } from './parameter-map.ts';
import { argument, listOf, platformClass, platformEnum } from './support.ts';

export class PageReferenceValue {
  readonly $type = 'System.PageReference';
  /** Null for the page of a test that has set none: it has parameters, but no address. */
  readonly path: string | null;
  readonly parameters = new ParameterMap(primitives.String, primitives.String);
  readonly headers = new ApexMap(primitives.String, primitives.String);
  readonly cookies = new ApexMap(primitives.String, platformClass('System.Cookie'));
  anchor: string | null = null;
  isRedirect = false;
  redirectCode = 0;

  constructor(url: string | null) {
    if (url === null) {
      this.path = null;
      return;
    }
    const [rest = '', anchor] = url.split('#');
    const [path = '', query = ''] = rest.split('?');
    this.path = path;
    this.anchor = anchor ?? null;
    for (const part of query.split('&').filter(Boolean)) {
      const [name = '', value = ''] = part.split('=');
      this.parameters.put(urlDecode(name), urlDecode(value));
    }
  }

  get url(): string | null {
    if (this.path === null) return null;
    const query = [...this.parameters.entries()].map(
      ({ key, value }) => `${urlEncode(String(key))}=${urlEncode(value === null ? '' : String(value))}`,
    );
    return `${this.path}${query.length > 0 ? `?${query.join('&')}` : ''}${this.anchor === null ? '' : `#${this.anchor}`}`;
  }

  apexText(): string {
    return `System.PageReference[${this.url}]`;
  }
}

definePlatformType({
  name: 'System.PageReference',
  constructors: {
    '(String)': (url: string) => new PageReferenceValue(argument(url)),
    '(SObject)': (record: SObjectRecord) => new PageReferenceValue(`/${argument(record).id ?? ''}`),
  },
  instance: {
    'getUrl()': (page: PageReferenceValue) => page.url,
    'getParameters()': (page: PageReferenceValue) => page.parameters,
    'getHeaders()': (page: PageReferenceValue) => page.headers,
    'getCookies()': (page: PageReferenceValue) => page.cookies,
    'setCookies(List<Cookie>)': (page: PageReferenceValue, cookies: ApexList) => {
      for (const cookie of argument(cookies).items as Bean[]) page.cookies.put(cookie.get('Name'), cookie);
    },
    'getAnchor()': (page: PageReferenceValue) => page.anchor,
    'setAnchor(String)': (page: PageReferenceValue, anchor: string | null) => {
      page.anchor = anchor;
      return page;
    },
    'getRedirect()': (page: PageReferenceValue) => page.isRedirect,
    'setRedirect(Boolean)': (page: PageReferenceValue, isRedirect: boolean) => {
      page.isRedirect = argument(isRedirect);
      return page;
    },
    'getRedirectCode()': (page: PageReferenceValue) => page.redirectCode,
    'setRedirectCode(Integer)': (page: PageReferenceValue, code: number) => {
      page.redirectCode = argument(code);
      return page;
    },
    'getContent()': () => {
      throw new NotEmulated('PageReference.getContent');
    },
  },
});

const pageSlot = Symbol('current page');
const messageSlot = Symbol('page messages');

export function setCurrentPage(page: PageReferenceValue | null): void {
  current().slots.set(pageSlot, page);
}

/** Tests always have a page; other code only where a page was set. */
function currentPage(): PageReferenceValue | null {
  const { slots, isTest } = current();
  if (isTest && !slots.has(pageSlot)) slots.set(pageSlot, new PageReferenceValue(null));
  return (slots.get(pageSlot) as PageReferenceValue | undefined) ?? null;
}

function messages(): Bean[] {
  let list = current().slots.get(messageSlot) as Bean[] | undefined;
  if (!list) current().slots.set(messageSlot, (list = []));
  return list;
}

const makeMessage = defineBean('ApexPages.Message', {
  constructorFields: ['Severity', 'Summary', 'Detail', 'ComponentLabel'],
  // Without a detail the summary stands for it.
  instance: { 'getDetail()': (message: Bean) => message.get('Detail') ?? message.get('Summary') },
});

definePlatformType({
  name: 'System.ApexPages',
  statics: {
    'currentPage()': currentPage,
    'addMessage(ApexPages.Message)': (message: Bean) => {
      messages().push(argument(message));
    },
    addMessages: (exception: ApexException) => {
      const Summary = argument(exception).apexMessage;
      messages().push(makeMessage({ Severity: platformEnum('ApexPages.Severity', 'ERROR'), Summary, Detail: Summary }));
    },
    'getMessages()': () => listOf(platformClass('ApexPages.Message'), messages()),
    'hasMessages()': () => messages().length > 0,
    'hasMessages(ApexPages.Severity)': (severity: unknown) =>
      messages().some((message) => message.get('Severity') === severity),
  },
});
