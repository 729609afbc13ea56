import { AppError } from '@millrace/contract/app-error';

export type PageRequest = { url: string; method: string; headers: Record<string, string> };
export type PageAnswer = { status: number; headers: Record<string, string>; body: Buffer };
export type PageRequests = {
  /** Asks in the page's stead. Throws when it may not be asked for, or the page has asked for enough. */
  ask(request: PageRequest): Promise<PageAnswer>;
  close(): void;
};

/** The part of an egress that a page needs: one GET or HEAD, guarded, its redirects left to the page. */
export type PageEgress = {
  fetch(
    url: string,
    request: {
      method: 'GET' | 'HEAD';
      headers: Record<string, string>;
      redirect: 'manual';
      signal: AbortSignal;
      timeoutMs: number;
      maxBytes: number;
      maxDecodedBytes: number;
    },
  ): Promise<{
    status: number;
    headers: Record<string, string | string[] | undefined>;
    body: AsyncIterable<Uint8Array>;
  }>;
  close(): void;
};
/** The two ways out of one page: to its own origin, and to everywhere else. Opened per page, so that both keep their names' addresses. */
export type PageWays = { own: PageEgress; others: PageEgress };

export type RequestOptions = {
  address: string;
  ways: PageWays;
  timeoutMs: number;
  signal: AbortSignal;
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

/** The requests of one rendered page, all by way of the egress that is handed in, and bounded in number, size and time. */
export function openPageRequests(options: RequestOptions): PageRequests {
  const { address, ways, timeoutMs, signal } = options;
  const { own, others } = ways;
  const { origin } = new URL(address);
  let requests = 0;
  let bytes = 0;
  let active = 0;
  const waiting: (() => void)[] = [];

  async function askNow({ url, method, headers }: PageRequest): Promise<PageAnswer> {
    if (method !== 'GET' && method !== 'HEAD')
      throw refused(`A page may not send data while it is rendered (${method}).`);
    if (++requests > maxRequests) throw refused(`A page may make at most ${maxRequests} requests.`);
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
      if (bytes > maxBytes) throw refused(`A page may load at most ${maxBytes / 1_048_576} MB.`);
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

function pick(headers: Record<string, string | string[] | undefined>, names: string[]): Record<string, string> {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = lower.get(name);
      return value === undefined ? [] : [[name, [value].flat().join(', ')]];
    }),
  );
}
