/** Parameters that say where a visitor came from and never what the page holds. */
const tracking =
  /^(utm_\w+|mtm_\w+|pk_\w+|piwik_\w+|hsa_\w+|gclid|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|__s|vero_id|oly_enc_id|oly_anon_id|phpsessid|jsessionid|sid)$/i;
const indexFile = /\/(index|default|home)\.(html?|php|aspx?|jsp|cgi)$/i;
const maxLength = 2_000;
const maxSegments = 24;
/** A segment this often in one path is a link that is relative to where it stands: /a/b/a/b/a/b… */
const maxRepeats = 3;

/**
 * The one form under which an address is known: lower-case host without its default port, dots resolved, no fragment, no tracking
 * parameters, the rest in order, no index file, no slash at the end. Doing it twice is doing it once. Undefined for what is no page of
 * the web (another scheme, a name and password, endlessly long or repeating).
 */
export function canonicalUrl(address: string, base?: string): string | undefined {
  if (!URL.canParse(address.trim(), base)) return undefined;
  const url = new URL(address.trim(), base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  if (url.username || url.password || url.hostname === '') return undefined;
  url.hash = '';
  url.hostname = url.hostname.replace(/\.+$/, '');
  url.pathname = canonicalPath(url.pathname);
  url.search = canonicalQuery(url.searchParams);
  if (url.href.length > maxLength || isEndless(url.pathname)) return undefined;
  return url.href;
}

export const withoutWww = (host: string): string => host.replace(/^www\.(?=[^.]+\.)/, '');

function canonicalPath(pathname: string): string {
  let path = canonicalEscapes(pathname);
  for (let before = ''; before !== path; ) {
    before = path;
    path = path.replace(/;jsessionid=[^/]*/gi, '').replace(/\/{2,}/g, '/');
    path = path.replace(indexFile, '/').replace(/(?<=.)\/$/, '');
  }
  return path || '/';
}

/** `%7e` is `~` and `%c3` is `%C3`; what means something when it is bare (`/`, `?`, `%`) stays escaped. */
function canonicalEscapes(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (code, digits: string) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16));
    return /[a-z0-9\-_.~]/i.test(character) ? character : code.toUpperCase();
  });
}

function canonicalQuery(params: URLSearchParams): string {
  for (const name of new Set(params.keys())) if (tracking.test(name)) params.delete(name);
  params.sort();
  return params.toString();
}

function isEndless(path: string): boolean {
  const segments = path.split('/').filter(Boolean);
  if (segments.length > maxSegments) return true;
  const counts = new Map<string, number>();
  for (const segment of segments) {
    const count = (counts.get(segment) ?? 0) + 1;
    if (count > maxRepeats) return true;
    counts.set(segment, count);
  }
  return false;
}
