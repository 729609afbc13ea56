import type { AppError } from '@millrace/contract/app-error';
import {
  type Cost,
  crowdedEntrance,
  refusalOfPerson,
  refusalOfWorkspace,
  tooManySockets,
  tooManyStreams,
} from './refusals.ts';
import type { BudgetsSettings } from './settings.ts';
import { type Release, Slots } from './slots.ts';

/** What a workspace has, as a multiple of what one person has. */
const peopleAtOnce = 3;
/** Pages load with twenty requests each, in a dozen windows at once; tools ask in larger bursts. */
const waitingPerRunning = 50;
/** On a machine that is overloaded anyway, waiting gets further than asking again. */
const waitMs = 30_000;
/** Whoever uploads a folder waits longer. */
const uploadWaitMs = 60_000;
const socketsPerPerson = 100;
/** Sockets of one network that nobody has signed in on yet. */
const strangersPerNetwork = 20;
const streamsPerSocket = 4;

/** Counts what is open by key, and refuses more than `limit`. */
export class OpenCount {
  readonly #limit: number;
  readonly #refuse: () => AppError;
  readonly #open = new Map<string, number>();

  constructor(limit: number, refuse: () => AppError) {
    this.#limit = limit;
    this.#refuse = refuse;
  }

  count(key: string): number {
    return this.#open.get(key) ?? 0;
  }

  take(key: string): Release {
    const open = this.count(key);
    if (open >= this.#limit) throw this.#refuse();
    this.#open.set(key, open + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (this.#open.get(key) ?? 1) - 1;
      if (left === 0) this.#open.delete(key);
      else this.#open.set(key, left);
    };
  }
}

/** What runs and what is open in this process, and for whom. Other processes count for themselves. */
export type Budgets = {
  ofPerson: Record<Cost, Slots>;
  ofWorkspace: Record<Cost, Slots>;
  /** Requests of one network whose sender is not known yet. */
  entrance: Slots;
  /** Subscriptions, downloads and streamed answers of one person, over whatever connections. */
  streams: OpenCount;
  /** WebSockets of one person, and those of one network that belong to nobody yet. */
  sockets: OpenCount;
  strangers: OpenCount;
  subscriptionsPerSocket: number;
};

export function openBudgets({ budgets }: BudgetsSettings): Budgets {
  const { subscriptionsPerSocket } = budgets;
  const slots = (running: number, refuse: () => AppError, waitAtMost = waitMs) =>
    new Slots({ running, waiting: running * waitingPerRunning, waitMs: waitAtMost, refuse });
  const slotsOf = (times: number, refusals: Record<Cost, () => AppError>): Record<Cost, Slots> => ({
    requests: slots(budgets.requests * times, refusals.requests),
    searches: slots(budgets.searches * times, refusals.searches),
    uploads: slots(budgets.uploads * times, refusals.uploads, uploadWaitMs),
  });
  return {
    ofPerson: slotsOf(1, refusalOfPerson),
    ofWorkspace: slotsOf(peopleAtOnce, refusalOfWorkspace),
    entrance: slots(budgets.requests * peopleAtOnce, crowdedEntrance),
    streams: new OpenCount(subscriptionsPerSocket * streamsPerSocket, tooManyStreams),
    sockets: new OpenCount(socketsPerPerson, tooManySockets),
    strangers: new OpenCount(strangersPerNetwork, tooManySockets),
    subscriptionsPerSocket,
  };
}
