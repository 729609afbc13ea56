/** Milliseconds before the next try to connect: short at first, at most a second, so that work continues right after an outage. */
export const retryStrategy = (times: number): number => Math.min(50 * 2 ** Math.min(times, 6), 1_000);

/**
 * Milliseconds of silence after a command until its connection counts as dead: a connection whose other end has died reports nothing.
 * Longer than the five seconds that an idle worker waits for work.
 */
export const socketTimeout = 7_000;
