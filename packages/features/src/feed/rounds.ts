import type { Database } from '@millrace/db/database';
import { isDatabaseAway } from '@millrace/db/database-away';
import { onBehalfOfNobody } from '@millrace/db/share-pool';
import type { Services } from '../services.ts';
import { nothingThere } from '../session/authenticate.ts';

/** Signals that rights were withdrawn: every process looks after its streams at once. */
const rightsChannel = 'rights';

/** How often each stream is looked after, whatever flows: rights that were withdrawn end it within so long. */
const everyMs = 3_000;
const rightsAtOnce = 4;
const thingsAtOnce = 500;

/** What a stream stands on. Those of equal `key` are asked for once. */
export type Right = {
  key: string;
  /** Throws once the watcher may no longer watch. */
  holds(): Promise<void>;
  /** The thing that the watcher must still see. Those of equal `key` are asked for together. */
  about?: { id: string; findUnseen(ids: string[]): Promise<string[]> };
};
/** A thing that comes to an end. `findEnded` says which of some things have ended or are gone; those of one function are asked for together. */
export type Watched = { id: string; findEnded: FindEnded };
export type FindEnded = (db: Database, ids: string[]) => Promise<string[]>;
export type Visit = {
  right: Right;
  watched?: Watched;
  /** The row says that what is watched has ended, or it is gone. */
  onEnded(): void;
  fail(error: unknown): void;
};

/**
 * Looks after all streams of a process: whether their watchers may still watch, and whether what they watch has ended without a word. Asks
 * once for all who stand on the same, so that a thousand watchers cost a handful of queries. A database that is away for a moment ends none.
 */
class Rounds {
  readonly #services: Pick<Services, 'bus' | 'db' | 'log'>;
  readonly #visits = new Set<Visit>();
  /** What had ended at the last round. Whoever ends one says so on the bus right after: it is missed only if the next round still meets its watchers. */
  #ended = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => void) | undefined;
  #busy = false;
  /** Rights were withdrawn while a round was on its way. */
  #again = false;

  constructor(services: Pick<Services, 'bus' | 'db' | 'log'>) {
    this.#services = services;
  }

  /** Returns the way out. */
  add(visit: Visit): () => void {
    this.#visits.add(visit);
    this.#timer ??= onBehalfOfNobody(() => setInterval(() => void this.#go(), everyMs));
    this.#stopListening ??= onBehalfOfNobody(() => this.#listen());
    return () => {
      this.#visits.delete(visit);
      if (this.#visits.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.#stopListening?.();
      this.#stopListening = undefined;
    };
  }

  /** A signal only makes it fast: without one the next round finds the same. */
  #listen(): () => void {
    const listening = this.#services.bus.onSignal(rightsChannel, () => void this.#go()).catch(() => () => {});
    return () => void listening.then((stop) => stop());
  }

  async #go(): Promise<void> {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    try {
      const byRight = Map.groupBy(this.#visits, ({ right }) => right.key);
      await inPortions([...byRight.values()], rightsAtOnce, (some) => Promise.all(some.map(askFor)));
      const before = this.#ended;
      this.#ended = new Set();
      for (const [findEnded, visits] of Map.groupBy(this.#visits, ({ watched }) => watched?.findEnded)) {
        if (findEnded) await this.#findEnds(findEnded, visits, before);
      }
    } catch (error) {
      this.#services.log.warn({ err: error }, 'the streams could not be checked');
    } finally {
      this.#busy = false;
    }
    if (!this.#again) return;
    this.#again = false;
    await this.#go();
  }

  async #findEnds(findEnded: FindEnded, visits: Visit[], before: ReadonlySet<string>): Promise<void> {
    const byId = Map.groupBy(visits, ({ watched }) => watched?.id ?? '');
    await inPortions([...byId.keys()], thingsAtOnce, async (some) => {
      for (const id of await findEnded(this.#services.db, some)) {
        this.#ended.add(id);
        if (before.has(id)) for (const visit of byId.get(id) ?? []) visit.onEnded();
      }
    });
  }
}

async function inPortions<T>(all: T[], size: number, each: (some: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += size) await each(all.slice(from, from + size));
}

async function askFor(visits: Visit[]): Promise<void> {
  try {
    await visits[0]?.right.holds();
    await failUnseen(visits);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    for (const visit of visits) visit.fail(error);
  }
}

/** Of watchers with the same right, ends those of things that are deleted, or private to somebody else. */
async function failUnseen(visits: Visit[]): Promise<void> {
  const byId = Map.groupBy(visits, ({ right }) => right.about?.id);
  byId.delete(undefined);
  const findUnseen = visits.find(({ right }) => right.about)?.right.about?.findUnseen;
  if (findUnseen === undefined) return;
  await inPortions([...byId.keys()] as string[], thingsAtOnce, async (some) => {
    for (const id of await findUnseen(some)) for (const visit of byId.get(id) ?? []) visit.fail(nothingThere());
  });
}

/** Ends at once, in every process, the streams whose watchers may no longer watch. Never throws: the next round ends them as well. */
export async function withdrawStreams({ bus, log }: Pick<Services, 'bus' | 'log'>): Promise<void> {
  await bus.signal(rightsChannel, '').catch((err: unknown) => {
    log.debug({ err }, 'streams without rights end with the next round');
  });
}

const all = new WeakMap<Database, Rounds>();

/** The one of this process and database. */
export function roundsOf(services: Services): Rounds {
  const known = all.get(services.db) ?? new Rounds(services);
  all.set(services.db, known);
  return known;
}
