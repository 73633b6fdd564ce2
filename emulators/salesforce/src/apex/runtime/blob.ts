/** Apex Blob: bytes. Immutable. */
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
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes);
    } catch (error) {
      if (error instanceof TypeError) return undefined;
      throw error;
    }
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
