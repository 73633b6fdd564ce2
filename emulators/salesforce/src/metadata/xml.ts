/** Metadata XML. Texts stay texts: `parseTagValue` is off, so ids and numbers keep their digits. */
import { join } from 'node:path';
import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { Kept } from '../cache/kept.ts';

/** A parsed element: children by name (a list when repeated), text as string, attributes as `@name`, mixed text as `#text`. */
export type Element = Record<string, unknown>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

export class XmlError extends Error {
  readonly line: number;
  readonly column: number;
  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

const parsed = new Kept('xml', [join(import.meta.dirname, 'xml.ts')]);

/** The root element's name and content. @throws XmlError */
export function parseXml(text: string): { root: string; content: Element } {
  return parsed.get([text], () => parse(text));
}

function parse(text: string): { root: string; content: Element } {
  const validity = XMLValidator.validate(text.replace(/^\uFEFF/, ''));
  if (validity !== true)
    throw new XmlError(`Error parsing file: ${validity.err.msg}`, validity.err.line, validity.err.col);
  const document = parser.parse(text.replace(/^\uFEFF/, '')) as Element;
  const [root] = Object.keys(document).filter((name) => !name.startsWith('?') && name !== '#text');
  if (root === undefined) throw new XmlError('Error parsing file: no element', 1, 1);
  const content = tidy(document[root]);
  return { root, content: typeof content === 'string' ? {} : (content as Element) };
}

/** Drops white space between elements and namespace declarations. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Element).filter(([name]) => !name.startsWith('@xmlns'));
  const hasElements = entries.some(([name]) => !name.startsWith('@') && name !== '#text');
  const kept = entries.filter(([name]) => !(name === '#text' && hasElements));
  if (kept.length === 0) return '';
  if (kept.length === 1 && kept[0]![0] === '#text') return kept[0]![1];
  return Object.fromEntries(kept.map(([name, each]) => [name, tidy(each)]));
}

export function listOf(value: unknown): Element[] {
  if (value === undefined || value === '') return [];
  return (Array.isArray(value) ? value : [value]) as Element[];
}

/** Repeated simple elements. */
export function textsOf(value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((each) => textOf(each) ?? '');
}

/** Text of a simple element; undefined when it is not there. */
export function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') return textOf((value as Element)['#text']) ?? '';
  return String(value);
}

export function isTrue(value: unknown): boolean {
  return textOf(value)?.trim() === 'true';
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  indentBy: '    ',
  suppressEmptyNode: true,
});

/** A whole file, as retrieve writes it. */
export function buildXml(root: string, content: Element): string {
  const namespaces = {
    '@xmlns': 'http://soap.sforce.com/2006/04/metadata',
    ...(JSON.stringify(content).includes('"@xsi:')
      ? { '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', '@xmlns:xsd': 'http://www.w3.org/2001/XMLSchema' }
      : {}),
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: { ...namespaces, ...content } })}`;
}
