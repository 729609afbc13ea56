import { validateHeaderName, validateHeaderValue } from 'node:http';
import { AppError } from '@millrace/contract/app-error';

/** Those of the connection, and who asks: set here and by nobody else. */
const ours = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
]);

/**
 * Headers with their names in lower case. Throws AppError invalid for one that cannot be sent or is not the caller's to set; the value,
 * which may be a secret, is not in the message.
 */
export function checkHeaders(headers: Record<string, string>): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [given, value] of Object.entries(headers)) {
    const name = given.toLowerCase();
    if (ours.has(name)) throw refused(`The header ${name} cannot be set.`);
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      throw refused(
        `The header ${JSON.stringify(given.slice(0, 40))} contains characters that are not allowed in a header.`,
      );
    }
    checked[name] = value;
  }
  return checked;
}

const refused = (message: string) => new AppError('invalid', 'egress.header', message);

/** What another origin may see: nothing that could be a credential, whatever its name. */
const forAll = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'content-encoding',
  'content-language',
  'content-type',
  'if-modified-since',
  'if-none-match',
  'range',
]);
export const withoutSecrets = (headers: Record<string, string>) => pick(headers, (name) => forAll.has(name));

export const withoutContent = (headers: Record<string, string>) =>
  pick(headers, (name) => !name.startsWith('content-'));

const pick = (headers: Record<string, string>, keep: (name: string) => boolean): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => keep(name)));
