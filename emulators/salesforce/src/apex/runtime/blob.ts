/** Apex Blob: bytes. Immutable. */
import { isUtf8 } from 'node:buffer';

export class ApexBlob {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** UTF-8. */
  static fromText(text: string): ApexBlob {
    return new ApexBlob(new TextEncoder().encode(text));
  }

  static fromBase64(text: string): ApexBlob {
    return new ApexBlob(new Uint8Array(Buffer.from(text, 'base64')));
  }

  get size(): number {
    return this.bytes.length;
  }

  /** Undefined when the bytes are no UTF-8. */
  toText(): string | undefined {
    if (!isUtf8(this.bytes)) return undefined;
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytes);
  }

  toBase64(): string {
    return Buffer.from(this.bytes).toString('base64');
  }

  equals(other: ApexBlob): boolean {
    return Buffer.compare(this.bytes, other.bytes) === 0;
  }

  /** What debug output shows. */
  toString(): string {
    return `Blob[${this.bytes.length}]`;
  }

  toJSON(): string {
    return this.toBase64();
  }
}
