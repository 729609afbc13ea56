import type { ErrorView } from '../app-error.ts';

/** The number of topics that one connection carries: their input travels in a URL, which proxies cut at 8 kB. */
export const mostTopics = 32;

/**
 * What a connection brings of one of its topics, by the key that the watcher gave it: an event as `jobs.watch` or `feed.changes` brings
 * it, its end, or why it may not be watched. After the last two nothing follows.
 */
export type TopicEvent =
  | { key: string; event: unknown }
  | { key: string; ended: true }
  | { key: string; error: ErrorView };
