import { resolvePart } from '../zip/open-package.ts';

/** What a reference says of a part: without a fragment, percent signs resolved. */
export function partOf(from: string, reference: string): string {
  const path = reference.split('#')[0] ?? '';
  try {
    return resolvePart(from, decodeURIComponent(path));
  } catch {
    return resolvePart(from, path);
  }
}
