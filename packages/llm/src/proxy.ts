import { isNear } from './near-address.ts';

/** The proxies of the environment, and whether requests to models go through them. */
export type ProxySettings = {
  isUsed: boolean;
  https?: string | undefined;
  http?: string | undefined;
  /** Names and addresses that are asked directly, separated by commas: `intern, .example.org, 10.1.2.3:8080`; `*`: all. */
  except?: string | undefined;
};

/**
 * The proxy that the environment names for a URL, whether it is used or not; undefined for none. This machine and private addresses
 * are never asked through one.
 */
export function proxyFor(url: URL, { https, http, except = '' }: ProxySettings): string | undefined {
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  if (host === 'localhost' || isNear(host)) return undefined;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const isExcepted = except
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => matches(entry, host, port));
  return isExcepted ? undefined : url.protocol === 'https:' ? https : http;
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [, name = '', only] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
  if (name === '' || (only !== undefined && only !== port)) return false;
  const bare = name.replace(/^\*?\./, '');
  return host === bare || host.endsWith(`.${bare}`);
}
