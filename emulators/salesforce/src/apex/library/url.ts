/** System.Url: java.net.URL's view of an address, and the org's own. */
import { apexError } from '../runtime/exceptions.ts';
import { current } from '../../transaction/transaction.ts';
import { definePlatformType } from './define.ts';
import { argument } from './support.ts';

const DEFAULT_PORTS: Record<string, number> = { http: 80, https: 443, ftp: 21 };

interface Parts {
  protocol: string;
  authority: string;
  path: string;
  query: string | null;
  ref: string | null;
}

class ApexUrl {
  readonly $type = 'System.Url';
  readonly parts: Parts;
  constructor(parts: Parts) {
    this.parts = parts;
  }

  get file(): string {
    return this.parts.path + (this.parts.query === null ? '' : `?${this.parts.query}`);
  }

  toString(): string {
    const { protocol, authority, ref } = this.parts;
    return `${protocol}:${authority ? `//${authority}` : ''}${this.file}${ref === null ? '' : `#${ref}`}`;
  }

  apexText(): string {
    return this.toString();
  }

  equalityKey(): string {
    return `Url ${this.toString()}`;
  }
}

/** @throws StringException `no protocol: x` */
function parse(text: string): ApexUrl {
  const match = /^([a-zA-Z][a-zA-Z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(
    argument(text).trim(),
  );
  if (!match) throw apexError('System.StringException', `no protocol: ${text}`);
  const [, protocol, authority = '', path = '', query, ref] = match;
  return new ApexUrl({ protocol: protocol!.toLowerCase(), authority, path, query: query ?? null, ref: ref ?? null });
}

function fromParts(protocol: string, host: string, port: number, file: string): ApexUrl {
  return parse(
    `${argument(protocol)}://${argument(host)}${port === -1 ? '' : `:${port}`}${file.startsWith('/') ? '' : '/'}${file}`,
  );
}

function resolve(context: ApexUrl, text: string): ApexUrl {
  return parse(new URL(argument(text), argument(context).toString()).toString());
}

/** Deterministic: an emulated org has no domain of its own. */
export function orgDomain(): string {
  return `https://${current().org.id.slice(0, 15).toLowerCase()}.my.salesforce.com`;
}

const host = (authority: string): string => authority.replace(/^.*@/, '').replace(/:\d+$/, '');

definePlatformType({
  name: 'System.Url',
  constructors: {
    '(String)': parse,
    '(Url,String)': resolve,
    '(String,String,String)': (protocol: string, name: string, file: string) =>
      fromParts(protocol, name, -1, argument(file)),
    '(String,String,Integer,String)': (protocol: string, name: string, port: number, file: string) =>
      fromParts(protocol, name, argument(port), argument(file)),
  },
  instance: {
    'getAuthority()': (url: ApexUrl) => url.parts.authority,
    'getDefaultPort()': (url: ApexUrl) => DEFAULT_PORTS[url.parts.protocol] ?? -1,
    'getFile()': (url: ApexUrl) => url.file,
    'getHost()': (url: ApexUrl) => host(url.parts.authority),
    'getPath()': (url: ApexUrl) => url.parts.path,
    'getPort()': (url: ApexUrl) => Number(/:(\d+)$/.exec(url.parts.authority)?.[1] ?? -1),
    'getProtocol()': (url: ApexUrl) => url.parts.protocol,
    'getQuery()': (url: ApexUrl) => url.parts.query,
    'getRef()': (url: ApexUrl) => url.parts.ref,
    'getUserInfo()': (url: ApexUrl) => /^(.*)@/.exec(url.parts.authority)?.[1] ?? null,
    'sameFile(Url)': (url: ApexUrl, other: ApexUrl) =>
      url.toString().replace(/#.*$/, '') === argument(other).toString().replace(/#.*$/, ''),
    'toExternalForm()': (url: ApexUrl) => url.toString(),
    'toString()': (url: ApexUrl) => url.toString(),
  },
  statics: {
    'getOrgDomainUrl()': () => parse(orgDomain()),
    'getSalesforceBaseUrl()': () => parse(orgDomain()),
    'getCurrentRequestUrl()': () => parse(`${orgDomain()}/services`),
  },
});
