import type { EgressResponse } from '@millrace/egress/open-egress';
import type { EgressRequest } from '@millrace/egress/request';
import type { Services } from '../../services.ts';
import type { CrawlCookies } from './crawl-cookies.ts';
import { hostPace } from './host-pace.ts';

/** What a crawl asks with: its cookies, and whether the host is known to need no rest. */
export type Asking = { services: Services; signal: AbortSignal; cookies?: CrawlCookies; isFree?: boolean };
export type HostAnswer = EgressResponse & {
  /** The site uses cookies. */
  hasCookies: boolean;
  /** It has set some that were not sent: who asks again may be answered otherwise. */
  hasNewCookies: boolean;
};

/**
 * One request of a crawl: sent at the pace of its host, with the cookies that the site has set in this crawl. A redirect is
 * an answer. Throws as an egress does.
 */
export async function askHost(
  { services, signal, cookies, isFree = false }: Asking,
  url: string,
  request: Omit<EgressRequest, 'method' | 'body' | 'signal' | 'beforeSend' | 'redirect'>,
): Promise<HostAnswer> {
  const { db, egress, settings } = services;
  const pace = isFree ? undefined : hostPace(db, new URL(url).origin, settings.crawl.delayMs, signal);
  const cookie = cookies?.headerFor(url);
  const response = await egress.fetch(url, {
    ...request,
    redirect: 'manual',
    signal,
    headers: { ...request.headers, ...(cookie && { cookie }) },
    ...(pace && { beforeSend: pace.hold }),
  });
  await pace?.rest();
  cookies?.keep(url, response.headers['set-cookie']);
  const hasNewCookies = cookies?.hasMore(url, cookie) ?? false;
  return { ...response, hasCookies: hasNewCookies || cookie !== undefined, hasNewCookies };
}
