/** System.EncodingUtil. */
import { ApexBlob } from '../runtime/blob.ts';
import { apexError } from '../runtime/exceptions.ts';
import { definePlatformType } from './define.ts';
import { argument } from './support.ts';

function utf8Only(encoding: string): void {
  if (!/^utf-?8$/i.test(argument(encoding))) {
    throw apexError('System.InvalidParameterValueException', `Unsupported encoding: ${encoding}`);
  }
}

/** Java's URLEncoder: a blank is `+`, and `*-._` stay. */
export function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

/** @throws IllegalArgumentException for broken escapes */
export function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError)
      throw apexError('System.IllegalArgumentException', 'URLDecoder: Illegal hex characters in escape (%) pattern');
    throw error;
  }
}

definePlatformType({
  name: 'System.EncodingUtil',
  statics: {
    'base64Encode(Blob)': (blob: ApexBlob) => argument(blob).toBase64(),
    'base64Decode(String)': (text: string) => ApexBlob.fromBase64(argument(text)),
    'convertToHex(Blob)': (blob: ApexBlob) => Buffer.from(argument(blob).bytes).toString('hex'),
    'convertFromHex(String)': (text: string) => {
      if (argument(text).length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) {
        throw apexError('System.InvalidParameterValueException', 'Invalid hex string');
      }
      return new ApexBlob(new Uint8Array(Buffer.from(text, 'hex')));
    },
    'urlEncode(String,String)': (text: string, encoding: string) => (utf8Only(encoding), urlEncode(argument(text))),
    'urlDecode(String,String)': (text: string, encoding: string) => (utf8Only(encoding), urlDecode(argument(text))),
  },
});
