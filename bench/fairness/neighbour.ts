/** How long one question after another waited, in milliseconds. */
export type Waits = { p50: number; p95: number; most: number; count: number };

/** Asks one question after the other until `end`, and at least one. */
export async function askUntil(ask: () => Promise<unknown>, end: Promise<unknown>): Promise<Waits> {
  let over = false;
  void end.then(() => {
    over = true;
  });
  const times: number[] = [];
  do {
    const from = performance.now();
    await ask();
    times.push(performance.now() - from);
  } while (!over);
  times.sort((x, y) => x - y);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), most: times.at(-1) ?? 0, count: times.length };
}
