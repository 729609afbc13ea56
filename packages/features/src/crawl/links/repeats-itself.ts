/** Longer cycles than this many segments are left to the limits of depth and pages. */
const longestCycle = 6;
const times = 3;

/**
 * Whether a path is one of a loop without end: the same segments three times in a row (`/shop/offers/shop/offers/shop/offers`), as
 * links without a leading slash make them. Numbers alone are none: `/2011/11/11/11` is an hour.
 */
export function repeatsItself(pathname: string): boolean {
  const segments = pathname.split('/').filter((segment) => segment !== '');
  for (let cycle = 1; cycle <= longestCycle; cycle++) {
    let same = 0;
    for (let at = cycle; at < segments.length; at++) {
      same = segments[at] === segments[at - cycle] ? same + 1 : 0;
      if (same < cycle * (times - 1)) continue;
      if (segments.slice(at - cycle + 1, at + 1).some((segment) => /\D/.test(segment))) return true;
    }
  }
  return false;
}
