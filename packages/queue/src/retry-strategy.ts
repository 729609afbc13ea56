/** Milliseconds before the next try to connect: soon at first, at most a second, so that work goes on right after an outage. */
export const retryStrategy = (times: number): number => Math.min(50 * 2 ** Math.min(times, 6), 1_000);

/**
 * Milliseconds of silence after a command until its connection counts as dead: a line whose other end is gone says nothing at all.
 * Longer than the five seconds for which an idle worker waits for work.
 */
export const socketTimeout = 7_000;
