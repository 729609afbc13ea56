import { AppError } from '@millrace/contract/app-error';
import { type Resolve, systemResolve } from '@millrace/egress/choose-address';
import { openEgress } from '@millrace/egress/open-egress';

export type PageRequest = { url: string; method: string; headers: Record<string, string> };
export type PageAnswer = { status: number; headers: Record<string, string>; body: Buffer };
export type PageRequests = {
  /** Asks in the page's stead. Throws when it may not be asked for, or the page has asked for enough. */
  ask(request: PageRequest): Promise<PageAnswer>;
  close(): void;
};

export type RequestOptions = {
  address: string;
  /** EGRESS_ALLOW; it counts for the page's own origin alone. */
  allow: string;
  userAgent: string;
  timeoutMs: number;
  signal: AbortSignal;
  resolve?: Resolve;
};

const maxRequests = 100;
const maxBytes = 20_971_520;
const maxAtOnce = 4;
/** What a site may learn of its reader, and a page of the answer. Nobody has cookies here. */
const asked = ['accept', 'origin', 'referer', 'x-requested-with'];
const told = [
  'content-type',
  'location',
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-expose-headers',
];

const refused = (message: string) => new AppError('forbidden', 'crawl.page-request', message);

/**
 * The requests of one rendered page, all by way of the egress. What an operator allows on purpose is for pages of that very place: a
 * page of elsewhere reaches the public internet only, or it could read an intranet and carry it out. A name keeps the address that it
 * had at first, the document's too, so that no name changes its place while the page looks on.
 */
export function openPageRequests(options: RequestOptions): PageRequests {
  const { address, allow, userAgent, timeoutMs, signal } = options;
  const { origin } = new URL(address);
  const resolve = keepFirst(options.resolve ?? systemResolve);
  const own = openEgress({ allow, userAgent, resolve });
  const others = openEgress({ userAgent, resolve });
  let requests = 0;
  let bytes = 0;
  let active = 0;
  const waiting: (() => void)[] = [];

  async function askNow({ url, method, headers }: PageRequest): Promise<PageAnswer> {
    if (method !== 'GET' && method !== 'HEAD') throw refused(`A page that is read sends nothing (${method}).`);
    if (++requests > maxRequests) throw refused(`A page makes no more than ${maxRequests} requests.`);
    const egress = new URL(url).origin === origin ? own : others;
    const response = await egress.fetch(url, {
      method,
      headers: pick(headers, asked),
      redirect: 'manual',
      signal,
      timeoutMs,
      maxBytes: maxBytes - bytes,
      maxDecodedBytes: maxBytes - bytes,
    });
    const parts: Uint8Array[] = [];
    for await (const part of response.body) {
      bytes += part.length;
      if (bytes > maxBytes) throw refused(`A page loads no more than ${maxBytes / 1_048_576} MB.`);
      parts.push(part);
    }
    return { status: response.status, headers: pick(response.headers, told), body: Buffer.concat(parts) };
  }

  return {
    async ask(request) {
      // a freed place goes to the next in line, so it stays counted
      if (active >= maxAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
      else active++;
      try {
        return await askNow(request);
      } finally {
        const next = waiting.shift();
        if (next) next();
        else active--;
      }
    },
    close() {
      own.close();
      others.close();
    },
  };
}

function keepFirst(resolve: Resolve): Resolve {
  const known = new Map<string, ReturnType<Resolve>>();
  return (host) => {
    const found = known.get(host) ?? resolve(host);
    known.set(host, found);
    return found;
  };
}

function pick(headers: Record<string, string | string[] | undefined>, names: string[]): Record<string, string> {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = lower.get(name);
      return value === undefined ? [] : [[name, [value].flat().join(', ')]];
    }),
  );
}
