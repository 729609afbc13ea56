import {
  type Answer,
  openWebSite,
  page,
  redirectTo,
  status,
  text,
  type WebSite,
} from '@millrace/reading/test/web-site';

/** How a crawl of the site ends, by the responses of its pages. */
type Truth = { ready: number; blocked: number; skipped: number; forbidden: number; gone: number };
export type LocalSite = WebSite & {
  truth: Truth;
  /** Lets the slow page respond; until then a crawl cannot end. */
  release(): void;
  /** From now on the failing pages respond. */
  mend(): void;
};

/** A site of some 200 pages with what the web does to crawlers: redirects, loops, pages that are forbidden, gone, or not for robots. */
export async function openLocalSite(pages = 200): Promise<LocalSite> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  let mended = false;
  const forbidden = ['/staff/1', '/staff/2', '/staff/3'];
  const gone = ['/gone/1', '/gone/2'];
  const children = (n: number) => [2 * n, 2 * n + 1].filter((child) => child <= pages).map((child) => `/page/${child}`);
  const links = ['/page/1', '/private/a', '/private/b', '/old', '/loop/a', '/slow', ...forbidden, ...gone];
  const routes: Record<string, Answer> = {
    '/robots.txt': text('User-agent: *\nDisallow: /private\n'),
    '/': page('The mills', links),
    '/old': redirectTo('/page/7?utm_source=old'),
    '/loop/a': redirectTo('/loop/b'),
    '/loop/b': redirectTo('/loop/a'),
    '/slow': (request, response) => void released.then(() => page('Slow')(request, response)),
  };
  const site = await openWebSite((path) => {
    if (forbidden.includes(path)) return mended ? page(`Staff ${path}`) : status(403);
    if (gone.includes(path)) return mended ? page(`Back ${path}`) : status(410);
    const n = Number(/^\/page\/(\d+)$/.exec(path)?.[1] ?? 0);
    return routes[path] ?? (n > 0 && n <= pages ? page(`Page ${n}`, children(n)) : undefined);
  });
  return Object.assign(site, {
    release,
    mend: () => {
      mended = true;
    },
    // read: the start, the slow one and the numbered ones; skipped: what is blocked, and three that lead elsewhere
    truth: { ready: pages + 2, blocked: 2, skipped: 5, forbidden: forbidden.length, gone: gone.length },
  });
}
