import type { IncomingMessage, ServerResponse } from 'node:http';

/** With `Secure` goes the `__Host-` prefix: then no other host of the domain can plant or shadow the cookie. */
const nameOf = (secure: boolean): string => (secure ? '__Host-millrace_session' : 'millrace_session');

/** The session token that a request brings. Of several cookies of the name the first counts, as in browsers the most specific. */
export function readSessionCookie(req: IncomingMessage, secure: boolean): string | undefined {
  const wanted = `${nameOf(secure)}=`;
  const pair = (req.headers.cookie ?? '').split(';').find((part) => part.trim().startsWith(wanted));
  const token = pair?.trim().slice(wanted.length);
  return token === undefined || token === '' ? undefined : token;
}

/** Sets the session cookie on a response whose headers are not sent yet; null takes it away. */
export function writeSessionCookie(
  res: ServerResponse,
  { token, expiresAt, secure }: { token: string | null; expiresAt?: Date; secure: boolean },
): void {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (secure) attributes.push('Secure');
  const expires = token === null ? new Date(0) : expiresAt;
  if (expires) attributes.push(`Expires=${expires.toUTCString()}`);
  res.appendHeader('set-cookie', [`${nameOf(secure)}=${token ?? ''}`, ...attributes].join('; '));
}
