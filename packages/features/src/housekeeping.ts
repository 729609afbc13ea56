import type { Chore, ServerFace } from './face.ts';
import * as faces from './server-faces.ts';
import type { Services } from './services.ts';

const everyMs = 10 * 60_000;
const all: ServerFace[] = Object.values(faces);
const largest = (done: number | Record<string, number>) =>
  Math.max(...Object.values(typeof done === 'number' ? { done } : done));
const chores = (when: Chore['when']) => all.flatMap((face) => face.housekeeping).filter((chore) => chore.when === when);

/** What a worker does beside its runs: when it starts, and every ten minutes. Several workers may do it at the same time. */
export function startHousekeeping(services: Services): { close(): Promise<void> } {
  let closed = false;
  const carryOut = async ({ work, batch = Number.POSITIVE_INFINITY }: Chore) => {
    try {
      for (let full = true; full && !closed; ) full = largest(await work(services)) >= batch;
    } catch (err) {
      services.log.warn({ err }, 'housekeeping failed and is tried again in the next round');
    }
  };
  const carryOutAll = async (some: Chore[]) => {
    for (const chore of some) if (!closed) await carryOut(chore);
  };
  let running = carryOutAll(chores('start')).then(() => carryOutAll(chores('regularly')));
  const timer = setInterval(() => {
    running = running.then(() => carryOutAll(chores('regularly')));
  }, everyMs);
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}
