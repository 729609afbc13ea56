import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for what must come; fails by name when it does not within `seconds`. */
export async function until<T>(find: () => Promise<T>, what: string, seconds = 40): Promise<NonNullable<T>> {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    const found = await find();
    if (found) return found;
    await sleep(50);
  }
  throw new Error(`never came: ${what}`);
}
