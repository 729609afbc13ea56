import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A browser in which an account was signed in before holds a mark of that, which outlives its sessions. Wrong passwords typed
 * elsewhere then do not lock its owner out. The mark gives no access by itself.
 */
const macOf = (secret: string, userId: string, nonce: string): Buffer =>
  createHmac('sha256', secret).update(`millrace.device.1|${userId}|${nonce}`).digest();

/** A mark for this browser and this account, as the value of a cookie. */
export function markDevice(secret: string, userId: string): string {
  const nonce = randomBytes(16).toString('base64url');
  return `${nonce}.${macOf(secret, userId, nonce).toString('base64url')}`;
}

/** Which of the account's browsers a mark is from; undefined: none of them. */
export function knownDevice(secret: string, userId: string | undefined, mark: string | undefined): string | undefined {
  const [, nonce, mac] = /^([\w-]{22})\.([\w-]{43})$/.exec(mark ?? '') ?? [];
  if (userId === undefined || nonce === undefined || mac === undefined) return undefined;
  return timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(secret, userId, nonce)) ? nonce : undefined;
}
