const maxLength = 2_000;
const maxSegments = 50;
/** A segment this often in one path is a link that is relative to where it stands: /a/b/a/b/a/b… */
const maxRepeats = 3;

/**
 * An address as it is asked for: resolved as a browser does, with path and query as they were written, without its fragment.
 * Undefined for what is no page of the web (another scheme, a name and password, endlessly long).
 */
export function askedAddress(address: string, base?: string): string | undefined {
  if (!URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  if (url.username || url.password || url.hostname === '') return undefined;
  url.hash = '';
  return url.href.length > maxLength ? undefined : url.href;
}

/** Whether a path is so deep, or repeats its segments so often, that it comes from a chain of links without end. */
export function isEndless(address: string): boolean {
  const segments = new URL(address).pathname.split('/').filter(Boolean);
  if (segments.length > maxSegments) return true;
  const counts = new Map<string, number>();
  for (const segment of segments) {
    if (/^\d+$/.test(segment)) continue;
    const count = (counts.get(segment) ?? 0) + 1;
    if (count > maxRepeats) return true;
    counts.set(segment, count);
  }
  return false;
}
