import type { MediaType } from './sniff.ts';

const megabyte = 1024 * 1024;

/** In bytes, by the beginning of the media type; the first that fits counts. A table of rows is streamed and has no limit of its own. */
const limits: [prefix: string, bytes: number][] = [
  ['text/csv', Number.POSITIVE_INFINITY],
  ['image/', 5 * megabyte],
  ['', 10 * megabyte],
];

/** The most bytes that a file of this kind may have; `cap` is the instance's limit for any file. */
export function uploadLimit(mediaType: MediaType, cap: number): number {
  const own = limits.find(([prefix]) => mediaType.startsWith(prefix))?.[1] ?? 0;
  return Math.min(own, cap);
}
