import { onBehalfOf } from '@millrace/db/share-pool';
import type { Caller } from '../session/authenticate.ts';
import { networkOf } from '../session/throttle.ts';
import type { Budgets } from './open-budgets.ts';
import type { Cost } from './refusals.ts';

/** Who asks, from where, and when they have left. */
export type Asking = {
  services: { budgets: Budgets };
  caller: Caller | null;
  address: string;
  gone?: AbortSignal | undefined;
};

/** Whose budget is used: a person's, with all of their sessions and keys; a network's, as long as nobody is signed in. */
export function holderOf(caller: Caller | null, address: string): string {
  if (caller === null) return `network ${networkOf(address)}`;
  if (caller.kind === 'user') return `person ${caller.userId}`;
  return caller.createdBy === null ? `key ${caller.apiKeyId}` : `person ${caller.createdBy}`;
}

/**
 * Does `work` when one of the person's slots is free. Throws `limited` when too much of theirs waits already. Their queries take turns
 * with those of others.
 */
export async function spend<T>({ services, caller, address, gone }: Asking, cost: Cost, work: () => Promise<T>) {
  const holder = holderOf(caller, address);
  const release = await services.budgets.ofPerson[cost].take(holder, holder, gone);
  try {
    return await onBehalfOf({ group: holder, member: holder }, work);
  } finally {
    release();
  }
}

/** The same in a workspace, within `spend`: its members take turns. What belongs to none (null) is not counted. */
export async function spendIn<T>(
  { services, caller, address, gone }: Asking,
  workspaceId: string | null,
  cost: Cost,
  work: () => Promise<T>,
): Promise<T> {
  if (workspaceId === null) return work();
  const holder = holderOf(caller, address);
  const release = await services.budgets.ofWorkspace[cost].take(workspaceId, holder, gone);
  try {
    return await onBehalfOf({ group: workspaceId, member: holder }, work);
  } finally {
    release();
  }
}
