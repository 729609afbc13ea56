import { lookup } from 'node:dns/promises';
import { AppError } from '@millrace/contract/app-error';
import { type Allowed, isAllowed, isWithin, parseAddress, type Reach } from './address.ts';

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;
export type Guard = { allow: Allowed[]; reach: Reach; ports: number[] | 'any'; resolve: Resolve };
/** Where to connect, checked: the socket gets this address and asks no resolver again. */
export type Target = { url: URL; address: string; family: number };

export const systemResolve: Resolve = (host) => lookup(host, { all: true, verbatim: true });

const refused = (message: string) => new AppError('forbidden', 'egress.refused', message);

/**
 * Checks a URL and picks the address to connect to. One parser reads the URL, and its parts, not its text, reach the socket. Of a
 * name every address must be allowed: one bad address among good ones is how rebinding begins. Throws AppError.
 */
export async function chooseAddress(url: URL, guard: Guard): Promise<Target> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused(`URLs that start with ${url.protocol} are not fetched. Use http or https.`);
  if (url.username !== '' || url.password !== '')
    throw refused('URLs that contain a username or password are not fetched. Remove both from the URL.');
  const host = url.hostname;
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const byName = isAllowed(guard.allow, { host, port });
  const literal = parseAddress(host);
  const found = literal
    ? [{ address: literal.toString(), family: literal.kind() === 'ipv4' ? 4 : 6 }]
    : await resolveName(host, guard);
  let portFree = byName || guard.ports === 'any';
  for (const { address } of found) {
    const parsed = parseAddress(address);
    const byAddress =
      parsed !== undefined && isAllowed(guard.allow, { host: parsed.toString(), port, address: parsed });
    if (byAddress) portFree = true;
    if (byName || byAddress || (parsed !== undefined && isWithin(parsed, guard.reach))) continue;
    const where = guard.reach === 'public' ? 'is not on the public internet' : 'is an address that is never requested';
    throw refused(`${host} ${where}. An operator can allow it with EGRESS_ALLOW=${host}:${port}.`);
  }
  if (!portFree && guard.ports !== 'any' && !guard.ports.includes(port))
    throw refused(
      `Port ${port} is not allowed, only ${guard.ports.join(' and ')}. An operator can allow it with EGRESS_ALLOW=${host}:${port}.`,
    );
  const [first] = found;
  if (first === undefined) throw unknownHost(host);
  return { url, ...first };
}

async function resolveName(host: string, { resolve }: Guard): Promise<{ address: string; family: number }[]> {
  try {
    return await resolve(host);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    // the resolver may only be busy: EAI_AGAIN passes
    if (code === 'EAI_AGAIN')
      throw new AppError(
        'unavailable',
        'egress.dns',
        `The name ${host} cannot be resolved right now. Try again later.`,
        { cause },
      );
    throw unknownHost(host, cause);
  }
}

const unknownHost = (host: string, cause?: unknown) =>
  new AppError('invalid', 'egress.unknown-host', `There is no host named ${host}. Check the URL.`, { cause });
