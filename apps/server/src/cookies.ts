import type { IncomingMessage, ServerResponse } from 'node:http';

/** `session` opens an account; `device` marks a browser in which one was signed in before. */
type CookieName = 'session' | 'device';

/** With `Secure` goes the `__Host-` prefix: then no other host of the domain can plant or shadow the cookie. */
const nameOf = (name: CookieName, secure: boolean): string => `${secure ? '__Host-' : ''}millrace_${name}`;

/** What a request brings in one of our cookies. Of several of the name the first counts, as in browsers the most specific. */
export function readCookie(req: IncomingMessage, name: CookieName, secure: boolean): string | undefined {
  const wanted = `${nameOf(name, secure)}=`;
  const pair = (req.headers.cookie ?? '').split(';').find((part) => part.trim().startsWith(wanted));
  const value = pair?.trim().slice(wanted.length);
  return value === undefined || value === '' ? undefined : value;
}

/** Sets one of our cookies on a response whose headers are not sent yet; null takes it away. */
export function writeCookie(
  res: ServerResponse,
  name: CookieName,
  { value, expiresAt, secure }: { value: string | null; expiresAt?: Date; secure: boolean },
): void {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (secure) attributes.push('Secure');
  const expires = value === null ? new Date(0) : expiresAt;
  if (expires) attributes.push(`Expires=${expires.toUTCString()}`);
  res.appendHeader('set-cookie', [`${nameOf(name, secure)}=${value ?? ''}`, ...attributes].join('; '));
}
