/**
 * A file of the journal: a header, then records one behind the other.
 *
 * A file is used again once nothing in it is needed: to overwrite blocks costs a sync half of what it costs to lengthen a file.
 * Header (16 bytes, little endian): magic, number of the use, salt of the checksums, checksum of these.
 */
import { randomInt } from 'node:crypto';
import { closeSync, constants, fstatSync, fsyncSync, openSync, readFileSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { CompanionError } from '../../errors.ts';
import { decode, type JournalRecord, sizeAt } from './record.ts';

const MAGIC = 0x314a4253;
export const HEADER = 16;

/** A write is durable when it returns (O_DSYNC): one call instead of a write and a sync. */
const FLAGS = constants.O_RDWR | constants.O_CREAT | constants.O_DSYNC;

export interface Segment {
  file: string;
  descriptor: number;
  /** Rises with every use of a file, over all files: the order of the records. */
  sequence: number;
  salt: number;
  /** Where the next record goes; 0 = not even the header is written. */
  position: number;
  /** Bytes the file has on the disk. */
  length: number;
  /** Records somebody still needs. */
  needed: number;
  /** ms since epoch; of the first record. */
  since: number;
}

/**
 * Makes the file where it is missing; durable with its name.
 *
 * @throws CompanionError INBOX_UNAVAILABLE on a system without such writes (Windows): nothing would be durable there
 */
export function openSegment(file: string): Segment {
  if (!constants.O_DSYNC)
    throw new CompanionError('INBOX_UNAVAILABLE', `${process.platform} has no synchronous writes; use PostgreSQL`);
  const descriptor = openSync(file, FLAGS, 0o600);
  const folder = openSync(dirname(file), constants.O_RDONLY);
  fsyncSync(folder);
  closeSync(folder);
  const { size } = fstatSync(descriptor);
  return { file, descriptor, sequence: 0, salt: 0, position: 0, length: size, needed: 0, since: Infinity };
}

export function beginUse(segment: Segment, sequence: number): void {
  Object.assign(segment, { sequence, salt: randomInt(2 ** 32), position: 0, needed: 0, since: Infinity });
}

export function headerOf({ sequence, salt }: Segment): Buffer {
  const bytes = Buffer.alloc(HEADER);
  bytes.writeUInt32LE(MAGIC, 0);
  bytes.writeUInt32LE(sequence, 4);
  bytes.writeUInt32LE(salt, 8);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 12)), 12);
  return bytes;
}

export interface Found extends JournalRecord {
  offset: number;
  size: number;
}

/** What the file holds. Takes sequence and salt over; a file without a header, or of a use that has ended, holds nothing. */
export function readSegment(segment: Segment): Found[] {
  const bytes = readFileSync(segment.file);
  const isUsed =
    bytes.length >= HEADER &&
    bytes.readUInt32LE(0) === MAGIC &&
    bytes.readUInt32LE(12) === crc32(bytes.subarray(0, 12));
  if (!isUsed) return [];
  segment.sequence = bytes.readUInt32LE(4);
  segment.salt = bytes.readUInt32LE(8);
  const found: Found[] = [];
  let offset = HEADER;
  for (let size = sizeAt(bytes, offset, segment.salt); size > 0; size = sizeAt(bytes, offset, segment.salt)) {
    found.push({ offset, size, ...decode(bytes.subarray(offset, offset + size)) });
    offset += size;
  }
  segment.position = offset;
  return found;
}

export function removeSegment({ file, descriptor }: Segment): void {
  closeSync(descriptor);
  unlinkSync(file);
}
