import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/** A key of its own for each purpose, so that what is sealed for one place opens at no other. */
const keyFor = (secret: string, purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));

/** Seals a text with AES-256-GCM under the instance's secret: version byte, nonce, tag, ciphertext, in base64. */
export function seal(text: string, secret: string, purpose: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, purpose), nonce);
  cipher.setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Opens what `seal` made. Throws when the secret or the purpose is another one, or the octets were changed. */
export function unseal(sealed: string, secret: string, purpose: string): string {
  const octets = Buffer.from(sealed, 'base64');
  if (octets[0] !== version) throw new Error(`sealed with the unknown version ${octets[0]}`);
  const nonce = octets.subarray(1, 1 + nonceBytes);
  const tag = octets.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, purpose), nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(tag);
  const text = Buffer.concat([decipher.update(octets.subarray(1 + nonceBytes + tagBytes)), decipher.final()]);
  return text.toString('utf8');
}
