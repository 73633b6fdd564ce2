/**
 * One delivery as bytes: lengths of envelope and body and a checksum (12 bytes, little endian), the envelope as JSON, the body as it came.
 *
 * The checksum begins with the segment's salt: what an earlier use of the file left behind the last record is never taken for one.
 */
import { crc32 } from 'node:zlib';
import type { StoredDelivery } from '../inbox.ts';

export type Envelope = Omit<StoredDelivery, 'id' | 'body'>;

export const HEAD = 12;

/** Head and envelope; the body follows as it is. */
export function encode(salt: number, envelope: Envelope, body: Uint8Array): Buffer {
  const text = JSON.stringify(envelope);
  const length = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(HEAD + length);
  bytes.writeUInt32LE(length, 0);
  bytes.writeUInt32LE(body.length, 4);
  bytes.write(text, HEAD);
  bytes.writeUInt32LE(checksum(salt, bytes, body), 8);
  return bytes;
}

/** Lengths, envelope, body: everything but the checksum itself. */
function checksum(salt: number, head: Uint8Array, body: Uint8Array): number {
  return crc32(body, crc32(head.subarray(HEAD), crc32(head.subarray(0, 8), salt)));
}

export interface JournalRecord {
  envelope: Envelope;
  body: Buffer;
}

/** A record that is known to be whole. */
export function decode(bytes: Buffer): JournalRecord {
  const end = HEAD + bytes.readUInt32LE(0);
  return { envelope: JSON.parse(bytes.toString('utf8', HEAD, end)) as Envelope, body: bytes.subarray(end) };
}

/** Size of the whole record that begins at `offset`; 0 when there is none: never written, or not to its end. */
export function sizeAt(bytes: Buffer, offset: number, salt: number): number {
  if (offset + HEAD > bytes.length) return 0;
  const envelope = bytes.readUInt32LE(offset);
  const size = HEAD + envelope + bytes.readUInt32LE(offset + 4);
  if (envelope === 0 || offset + size > bytes.length) return 0;
  const head = bytes.subarray(offset, offset + HEAD + envelope);
  const body = bytes.subarray(offset + head.length, offset + size);
  return bytes.readUInt32LE(offset + 8) === checksum(salt, head, body) ? size : 0;
}
