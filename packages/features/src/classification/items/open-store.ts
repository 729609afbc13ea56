import { setTimeout as sleep } from 'node:timers/promises';
import { keepAnswers } from './answer-cache.queries.ts';
import type { Answering, Ended, Store } from './answering.ts';
import { storeOutcomes } from './claims.queries.ts';

/** Stores what comes in together in one transaction; the next one begins when it has ended. */
export function openStore({ workspaceId, claimant, write, onStored }: Answering): Store {
  let waiting: Ended[] = [];
  let storing: Promise<void> | undefined;
  async function flush(): Promise<void> {
    // what ends in this turn of the loop goes along
    await sleep(0);
    const batch = waiting;
    waiting = [];
    storing = undefined;
    await write(async (trx) => {
      await storeOutcomes(
        trx,
        claimant,
        batch.map(({ outcome }) => outcome),
      );
      await keepAnswers(
        trx,
        workspaceId,
        batch.flatMap(({ kept }) => kept ?? []),
      );
    });
    onStored();
  }
  return (ended) => {
    waiting.push(ended);
    storing ??= flush();
    return storing;
  };
}
