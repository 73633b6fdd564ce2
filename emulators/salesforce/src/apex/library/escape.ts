/** Escaping and unescaping of text: HTML, XML, Java, JavaScript, CSV, Unicode. */

const XML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Names of Latin-1 characters (HTML 3.2), from 160 on. */
const LATIN1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  );
/** Some of what HTML 4 adds. */
const HTML4: Record<string, number> = {
  OElig: 338, oelig: 339, Scaron: 352, scaron: 353, Yuml: 376, fnof: 402, circ: 710, tilde: 732, ensp: 8194, emsp: 8195,
  thinsp: 8201, ndash: 8211, mdash: 8212, lsquo: 8216, rsquo: 8217, sbquo: 8218, ldquo: 8220, rdquo: 8221, bdquo: 8222,
  dagger: 8224, Dagger: 8225, bull: 8226, hellip: 8230, permil: 8240, lsaquo: 8249, rsaquo: 8250, euro: 8364, trade: 8482,
  larr: 8592, uarr: 8593, rarr: 8594, darr: 8595, minus: 8722, infin: 8734, ne: 8800, le: 8804, ge: 8805,
}; // prettier-ignore

const namesByCode = new Map<number, string>();
const codesByName = new Map<string, number>([
  ['amp', 38],
  ['lt', 60],
  ['gt', 62],
  ['quot', 34],
  ['apos', 39],
]);
LATIN1.forEach((name, index) => namesByCode.set(160 + index, name));
for (const [name, code] of Object.entries(HTML4)) namesByCode.set(code, name);
for (const [code, name] of namesByCode) codesByName.set(name, code);

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => XML[c]!);
}

/** HTML 4 names every known character, HTML 3 only those of Latin-1. The apostrophe stays. */
export function escapeHtml(text: string, version: 3 | 4): string {
  return text.replace(/[&<>"]|[\u00a0-\uffff]/g, (c) => {
    const simple = XML[c];
    if (simple) return simple;
    const code = c.charCodeAt(0);
    const name = version === 4 || code < 256 ? namesByCode.get(code) : undefined;
    return name ? `&${name};` : c;
  });
}

export function unescapeHtml(text: string): string {
  return text.replace(/&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|([a-zA-Z0-9]+));/g, (all, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? parseInt(hex as string, 16) : codesByName.get(name as string);
    return code === undefined ? (all as string) : String.fromCodePoint(code);
  });
}

const CONTROLS: Record<string, string> = { '\b': '\\b', '\n': '\\n', '\t': '\\t', '\f': '\\f', '\r': '\\r' };
const unicode = (c: string): string => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Java: quotes, backslash and controls; everything outside of ASCII as \uXXXX. */
export function escapeJava(text: string): string {
  return text.replace(/["\\]|[^\x20-\x7e]/g, (c) => (c === '"' || c === '\\' ? `\\${c}` : (CONTROLS[c] ?? unicode(c))));
}

/** JavaScript: also the apostrophe and the slash. */
export function escapeEcmaScript(text: string): string {
  return text.replace(/["'\\/]|[^\x20-\x7e]/g, (c) => (/["'\\/]/.test(c) ? `\\${c}` : (CONTROLS[c] ?? unicode(c))));
}

export function escapeUnicode(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, unicode);
}

export function unescapeJava(text: string): string {
  return text.replace(/\\(?:u+([0-9a-fA-F]{4})|([0-7]{1,3})|(.))/gs, (_all, hex, octal, c) => {
    if (hex) return String.fromCharCode(parseInt(hex as string, 16));
    if (octal) return String.fromCharCode(parseInt(octal as string, 8));
    return ({ b: '\b', n: '\n', t: '\t', f: '\f', r: '\r' } as Record<string, string>)[c as string] ?? (c as string);
  });
}

export function unescapeUnicode(text: string): string {
  return text.replace(/\\u+\+?([0-9a-fA-F]{4})/g, (_all, hex) => String.fromCharCode(parseInt(hex as string, 16)));
}

export function escapeCsv(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function unescapeCsv(text: string): string {
  if (!/^".*"$/s.test(text)) return text;
  const inner = text.slice(1, -1);
  return /[",\r\n]/.test(inner) ? inner.replaceAll('""', '"') : text;
}
