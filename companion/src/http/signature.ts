import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a base64 HMAC-SHA256 of the raw body was made with one of the secrets (two are in force for an hour after a rotation).
 * The length is compared first: `timingSafeEqual` throws on unequal ones.
 */
export function isSigned(body: Buffer, signature: string | undefined, secrets: string[]): boolean {
  if (!signature || !/^[A-Za-z0-9+/]{43}=$/.test(signature)) return false;
  const given = Buffer.from(signature, 'base64');
  return secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(body).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
