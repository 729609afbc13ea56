import { type Answer, openWebSite, page } from '@millrace/reading/test/web-site';

/** A local site whose pages show the current text of `bodies`; undefined is a deleted page. */
export async function openSite(bodies: Record<string, string | undefined>) {
  const links = Object.keys(bodies);
  return openWebSite((path): Answer | undefined => {
    if (path === '/') return page('Start', links, 'The start of this site is always the same.');
    const body = bodies[path];
    return body === undefined ? undefined : page(path.slice(1), [], body);
  });
}
