/** The part of an address that patterns and robots.txt speak of: path and query. */
export const pathOf = (url: string): string => {
  const path = /^[^:/?#]+:\/\/[^/?#]*([^#]*)/.exec(url)?.[1] ?? '';
  return path.startsWith('/') ? path : `/${path}`;
};

/** Whether a path is wanted: none of `exclude` matches it and, where there are any, one of `include` does. */
export const isWanted = (path: string, { include, exclude }: { include: string[]; exclude: string[] }): boolean =>
  !exclude.some((pattern) => matchesPattern(pattern, path)) &&
  (include.length === 0 || include.some((pattern) => matchesPattern(pattern, path)));

/**
 * Whether `path` begins as `pattern` says; `*` is anything, `$` at the end is the end. Steps are at most the product of both lengths,
 * however many `*` somebody writes.
 */
export function matchesPattern(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$');
  const wanted = anchored ? pattern.slice(0, -1) : `${pattern}*`;
  let p = 0;
  let at = 0;
  let star = -1;
  let mark = 0;
  while (at < path.length) {
    if (wanted[p] === '*') {
      star = p++;
      mark = at;
    } else if (wanted[p] === path[at] && p < wanted.length) {
      p++;
      at++;
    } else if (star >= 0) {
      p = star + 1;
      at = ++mark;
    } else return false;
  }
  while (wanted[p] === '*') p++;
  return p === wanted.length;
}
