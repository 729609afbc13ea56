export type Timing = { p50: number; p95: number };

/** Runs `work` once for each of `inputs`, after a first round that fills the caches, and says what it took, in milliseconds. */
export async function timed<T>(inputs: readonly T[], work: (input: T) => Promise<unknown>): Promise<Timing> {
  for (const input of inputs.slice(0, 5)) await work(input);
  const times: number[] = [];
  for (const input of inputs) {
    const from = performance.now();
    await work(input);
    times.push(performance.now() - from);
  }
  times.sort((x, y) => x - y);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}
