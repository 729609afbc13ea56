import { createHash } from 'node:crypto';
import { onBehalfOf } from '@millrace/db/share-pool';
import type { Services } from '../services.ts';
import { authenticate, type Caller, type Credentials } from '../session/authenticate.ts';
import { networkOf } from '../session/throttle.ts';

/**
 * `authenticate` for requests from outside: those of one network wait for each other, and each credential takes its turn, so that
 * nobody can keep others from being recognized. Throws `limited` when too many wait, `cancelled` when `gone` aborts.
 */
export async function admit(
  { budgets, db, clock }: Pick<Services, 'budgets' | 'db' | 'clock'>,
  credentials: Credentials,
  { address, gone }: { address: string; gone?: AbortSignal | undefined },
): Promise<Caller | null> {
  const { authorization, sessionToken } = credentials;
  if (authorization === undefined && sessionToken === undefined) return null;
  const network = `network ${networkOf(address)}`;
  const credential = createHash('sha256')
    .update(authorization ?? sessionToken ?? '')
    .digest('base64url');
  const release = await budgets.entrance.take(network, credential, gone);
  try {
    return await onBehalfOf({ group: network, member: credential }, () => authenticate(db, credentials, clock()));
  } finally {
    release();
  }
}
