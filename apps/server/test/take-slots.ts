import type { Services } from '@millrace/features/server';

type Cost = keyof Services['budgets']['ofPerson'];
export type Blocked = {
  /** Ends all of it: what waits behind it goes on. */
  release(): void;
};

/**
 * Work of one holder that takes until it is released: all `running` slots, and all places of the line (50 for each slot) except `room`.
 */
export async function block(
  { budgets }: Services,
  cost: Cost,
  { holder, running, room = 0 }: { holder: string; running: number; room?: number },
): Promise<Blocked> {
  const slots = budgets.ofPerson[cost];
  const held = await Promise.all(Array.from({ length: running }, () => slots.take(holder, holder)));
  for (let n = 0; n < running * 50 - room; n += 1)
    void slots.take(holder, holder).then(
      (release) => release(),
      () => {},
    );
  return {
    release() {
      for (const release of held) release();
    },
  };
}

export const small = { requests: 1, searches: 1, uploads: 1, subscriptionsPerSocket: 3 };
