/** Parameters that say where a visitor came from and never what the page holds. */
const tracking =
  /^(utm_\w+|(mtm|pk|piwik|matomo)_(campaign|kwd|keyword|source|medium|content|cid|group|placement)|hsa_(acc|cam|grp|ad|src|tgt|kw|mt|net|ver|la|ol)|gclid|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|vero_id|oly_enc_id|oly_anon_id)$/i;
const sessionNames = '(phpsessid|jsessionid|aspsessionid\\w*|sid|sessid|session_?id|cfid|cftoken|zenid|oscsid)';
/** Parameters that name a visit, unless they name what is visited. */
const sessionName = new RegExp(`^${sessionNames}$`, 'i');
/** Finds such a parameter in a key; PostgreSQL understands it too. */
export const sessionInKey = `[?&]${sessionNames}=`;
const sessionInPath = /;(?:jsessionid|phpsessid)=[^/;]*|\/\((?:[SAFX]\([\w-]{10,}\))+\)/gi;

/** What becomes of parameters of a session: those that look like tokens go (default), all stay, or all go. */
export type SessionRule = 'tokens' | 'keep' | 'drop';

/**
 * The key under which an address is known: addresses with the same key are the same page for certain. Host without its default port and
 * last dot, escapes in one spelling, no fragment, parameters in order, none of tracking, no token of a session. What may be another
 * page (a slash at the end, an index file, a parameter without a value) is another key. A key is never requested.
 */
export function addressKey(address: string, session: SessionRule = 'tokens'): string {
  const url = new URL(address);
  const host = url.host.replace(/\.+(?=$|:)/, '');
  const path = url.pathname.replace(sessionInPath, '');
  const query = keyOfQuery(url.search.slice(1), session);
  return `${url.protocol}//${host}${oneSpelling(path) || '/'}${query && `?${query}`}`;
}

/** An address without its parameters of tracking and its tokens of a session, and otherwise as it is. */
export function bareAddress(address: string): string {
  const url = new URL(address);
  const parts = url.search.slice(1).split('&');
  const kept = parts.filter((part) => part === '' || !part.includes('=') || keyOfQuery(part, 'tokens') !== '');
  if (kept.length < parts.length) url.search = kept.join('&');
  return url.href;
}

export const withoutWww = (host: string): string => host.replace(/^www\.(?=[^.]+\.)/, '');

/** `%7e` is `~` and `%c3` is `%C3`; what means something when it is bare (`/`, `?`, `%`) stays escaped. */
export function oneSpelling(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (code, digits: string) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16));
    return /[a-z0-9\-_.~]/i.test(character) ? character : code.toUpperCase();
  });
}

function keyOfQuery(query: string, session: SessionRule): string {
  const parts = query
    .split('&')
    .filter((part) => part !== '')
    // a key is never longer than its address
    .map((part) => oneSpelling(part).replaceAll('%20', '+'))
    .map((part) => {
      const at = part.indexOf('=');
      return { part, name: at < 0 ? undefined : part.slice(0, at), value: part.slice(at + 1) };
    })
    .filter(({ name = '', value }) => !tracking.test(name) && !(sessionName.test(name) && isDropped(value, session)));
  // `?HarbourRules` and `?/category/3` are names of pages, whose order is theirs
  if (parts.every(({ name }) => name !== undefined)) parts.sort((a, b) => compare(a.name ?? '', b.name ?? ''));
  return parts.map(({ part }) => part).join('&');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isDropped = (value: string, session: SessionRule): boolean =>
  session === 'drop' || (session === 'tokens' && isToken(value));

/** Whether a value looks random: `a3f09c1b27d4e88f`, and not `06/01`, `1234` or `harbour-rules-2031`. */
function isToken(value: string): boolean {
  const bare = value.replace(/[-_.!]/g, '');
  if (!/^[a-z0-9]{16,}$/i.test(bare)) return false;
  const turns = bare.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0;
  return turns >= 3;
}
