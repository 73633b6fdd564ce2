/** SOAP envelopes: small, prefixed as the tools' readers want them. */
import { XMLParser } from 'fast-xml-parser';

const parser = new XMLParser({
  parseTagValue: false,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  ignoreAttributes: true,
  trimValues: false,
  processEntities: true,
});

export type XmlNode = Record<string, unknown>;

export interface Envelope {
  header: XmlNode;
  /** Name of the operation. */
  operation: string;
  content: XmlNode;
}

/** @throws Error when it is no envelope */
export function readEnvelope(xml: string): Envelope {
  const envelope = (parser.parse(xml) as { Envelope?: { Header?: XmlNode; Body?: XmlNode } }).Envelope;
  const [operation] = Object.keys(envelope?.Body ?? {}).filter((name) => name !== '#text');
  if (!envelope?.Body || operation === undefined) throw new Error('no SOAP envelope');
  const content = envelope.Body[operation];
  const header = typeof envelope.Header === 'object' ? envelope.Header : {};
  return { header, operation, content: typeof content === 'object' && content !== null ? (content as XmlNode) : {} };
}

export function nodesOf(value: unknown): XmlNode[] {
  if (value === undefined || value === '') return [];
  return (Array.isArray(value) ? value : [value]) as XmlNode[];
}

export function textsOf(value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

export function escapeXml(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // XML 1.0 has no place for other control characters.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
  );
}

/** An element; lists repeat it, undefined leaves it out, null is `xsi:nil`. */
export function element(name: string, value: unknown): string {
  if (value === undefined) return '';
  if (value === null) return `<${name} xsi:nil="true"/>`;
  if (Array.isArray(value)) return value.map((each) => element(name, each)).join('');
  if (typeof value === 'object') return `<${name}>${elements(value as XmlNode)}</${name}>`;
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

export function elements(content: XmlNode): string {
  return Object.entries(content)
    .map(([name, value]) => element(name, value))
    .join('');
}

/** @param header inner XML of soapenv:Header */
export function envelope(namespace: string, body: string, header = ''): string {
  const head = header === '' ? '' : `<soapenv:Header>${header}</soapenv:Header>`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
    `${head}<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`
  );
}

export function fault(namespace: string, code: string, message: string): string {
  const text = escapeXml(`${code}: ${message}`);
  return envelope(
    namespace,
    `<soapenv:Fault><faultcode>sf:${code}</faultcode><faultstring>${text}</faultstring></soapenv:Fault>`,
  );
}
