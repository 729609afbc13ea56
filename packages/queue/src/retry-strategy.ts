/** Milliseconds before the next try to connect: soon at first, at most a second, so that work goes on right after an outage. */
export const retryStrategy = (times: number): number => Math.min(50 * 2 ** Math.min(times, 6), 1_000);
