/** System.Crypto and System.UUID. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  randomUUID,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { NotEmulated } from '../../org/services.ts';
import { ApexBlob } from '../runtime/blob.ts';
import { hashText } from '../runtime/equality.ts';
import { apexError } from '../runtime/exceptions.ts';
import { definePlatformType } from './define.ts';
import { argument } from './support.ts';

const DIGESTS: Record<string, string> = {
  MD5: 'md5',
  SHA1: 'sha1',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  SHA256: 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
  SHA512: 'sha512',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
};

const blobOf = (bytes: Uint8Array): ApexBlob => new ApexBlob(new Uint8Array(bytes));

function invalid(text: string): never {
  throw apexError('System.InvalidParameterValueException', text);
}

function digestName(algorithm: string): string {
  return DIGESTS[argument(algorithm).toUpperCase()] ?? invalid(`Unsupported algorithm: ${algorithm}`);
}

/** `hmacSHA256` → sha256. */
function macName(algorithm: string): string {
  const match = /^hmac-?(MD5|SHA1|SHA256|SHA384|SHA512)$/i.exec(argument(algorithm));
  return match ? match[1]!.toLowerCase() : invalid(`Unsupported algorithm: ${algorithm}`);
}

function mac(algorithm: string, input: ApexBlob, key: ApexBlob): Buffer {
  return createHmac(macName(algorithm), argument(key).bytes).update(argument(input).bytes).digest();
}

/** `AES128` → aes-128-cbc. @throws InvalidParameterValueException for keys of another size */
function cipherName(algorithm: string, key: ApexBlob): string {
  const match = /^AES(128|192|256)$/i.exec(argument(algorithm));
  if (!match)
    return /^AES/i.test(algorithm) && /GCM/i.test(algorithm)
      ? notEmulated(algorithm)
      : invalid(`Unsupported algorithm: ${algorithm}`);
  const bytes = Number(match[1]) / 8;
  if (argument(key).size !== bytes) invalid(`Invalid private key. Must be ${bytes} bytes.`);
  return `aes-${match[1]}-cbc`;
}

function notEmulated(what: string): never {
  throw new NotEmulated(`Crypto ${what}`);
}

function encrypt(algorithm: string, key: ApexBlob, iv: Uint8Array, data: ApexBlob): Buffer {
  if (iv.length !== 16) invalid('Invalid initialization vector. Must be 16 bytes.');
  const cipher = createCipheriv(cipherName(algorithm, key), key.bytes, iv);
  return Buffer.concat([cipher.update(argument(data).bytes), cipher.final()]);
}

function decrypt(algorithm: string, key: ApexBlob, iv: Uint8Array, data: Uint8Array): ApexBlob {
  if (iv.length !== 16) invalid('Invalid initialization vector. Must be 16 bytes.');
  try {
    const cipher = createDecipheriv(cipherName(algorithm, key), key.bytes, iv);
    return blobOf(Buffer.concat([cipher.update(data), cipher.final()]));
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      throw apexError(
        'System.SecurityException',
        'Given final block not properly padded. Such issues can arise if a bad key is used during decryption.',
      );
    }
    throw error;
  }
}

/** `RSA-SHA256`, `ECDSA-SHA256`; plain `RSA` is with SHA-1. */
function signatureDigest(algorithm: string): string {
  const match = /^(?:RSA|ECDSA)(?:-SHA(1|256|384|512))?$/i.exec(argument(algorithm));
  return match ? `sha${match[1] ?? '1'}` : invalid(`Unsupported algorithm: ${algorithm}`);
}

function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

definePlatformType({
  name: 'System.Crypto',
  statics: {
    'generateDigest(String,Blob)': (algorithm: string, input: ApexBlob) =>
      blobOf(createHash(digestName(algorithm)).update(argument(input).bytes).digest()),
    'generateMac(String,Blob,Blob)': (algorithm: string, input: ApexBlob, key: ApexBlob) =>
      blobOf(mac(algorithm, input, key)),
    'verifyHmac(String,Blob,Blob,Blob)': (algorithm: string, data: ApexBlob, key: ApexBlob, expected: ApexBlob) =>
      equalBytes(mac(algorithm, data, key), argument(expected).bytes),
    'generateAesKey(Integer)': (size: number) => {
      if (![128, 192, 256].includes(argument(size))) invalid(`Invalid key size: ${size}`);
      return blobOf(randomBytes(size / 8));
    },
    'encrypt(String,Blob,Blob,Blob)': (algorithm: string, key: ApexBlob, iv: ApexBlob, data: ApexBlob) =>
      blobOf(encrypt(algorithm, key, argument(iv).bytes, data)),
    'decrypt(String,Blob,Blob,Blob)': (algorithm: string, key: ApexBlob, iv: ApexBlob, data: ApexBlob) =>
      decrypt(algorithm, key, argument(iv).bytes, argument(data).bytes),
    'encryptWithManagedIV(String,Blob,Blob)': (algorithm: string, key: ApexBlob, data: ApexBlob) => {
      const iv = randomBytes(16);
      return blobOf(Buffer.concat([iv, encrypt(algorithm, key, iv, data)]));
    },
    'decryptWithManagedIV(String,Blob,Blob)': (algorithm: string, key: ApexBlob, data: ApexBlob) =>
      decrypt(algorithm, key, argument(data).bytes.slice(0, 16), data.bytes.slice(16)),
    'getRandomInteger()': () => randomBytes(4).readInt32BE(),
    'getRandomLong()': () => randomBytes(8).readBigInt64BE(),
    'sign(String,Blob,Blob)': (algorithm: string, input: ApexBlob, key: ApexBlob) => {
      const privateKey = createPrivateKey({ key: Buffer.from(argument(key).bytes), format: 'der', type: 'pkcs8' });
      return blobOf(sign(signatureDigest(algorithm), argument(input).bytes, privateKey));
    },
    'verify(String,Blob,Blob,Blob)': (algorithm: string, data: ApexBlob, signature: ApexBlob, key: ApexBlob) => {
      const publicKey = createPublicKey({ key: Buffer.from(argument(key).bytes), format: 'der', type: 'spki' });
      return verify(signatureDigest(algorithm), argument(data).bytes, publicKey, argument(signature).bytes);
    },
  },
});

class ApexUuid {
  readonly $type = 'System.UUID';
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  get jsonText(): string {
    return this.text;
  }
  equalityKey(): string {
    return `UUID ${this.text}`;
  }
  apexText(): string {
    return this.text;
  }
}

definePlatformType({
  name: 'System.UUID',
  instance: {
    'equals(Object)': (uuid: ApexUuid, other: unknown) => other instanceof ApexUuid && other.text === uuid.text,
    'hashCode()': (uuid: ApexUuid) => hashText(uuid.text),
    'toString()': (uuid: ApexUuid) => uuid.text,
  },
  statics: {
    'randomUUID()': () => new ApexUuid(randomUUID()),
    'fromString(String)': (text: string) => {
      if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(argument(text))) {
        throw apexError('System.IllegalArgumentException', `Invalid UUID string: ${text}`);
      }
      return new ApexUuid(text.toLowerCase());
    },
  },
});
