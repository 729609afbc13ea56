import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient } from 'pg';
import { type Asker, FairLine } from './fair-line.ts';

const asking = new AsyncLocalStorage<Asker>();

/** Work of nobody in particular: of the product itself. */
const itself: Asker = { group: '', member: '' };

/** Runs `work`, whose queries count as those of `asker` when connections are scarce. */
export const onBehalfOf = <T>(asker: Asker, work: () => T): T => asking.run(asker, work);

/** Begins something that outlives whoever began it: its queries are those of nobody in particular. */
export const onBehalfOfNobody = <T>(work: () => T): T => asking.exit(work);

/**
 * Gives the connections of a pool to those who wait in a fair order (`FairLine`) instead of the order in which they asked: thousands of
 * queries of one person delay the query of another by one of them. Returns whether a connection is free at once.
 */
export function sharePool(pool: Pool, max: number): () => boolean {
  const line = new FairLine<() => void>();
  let free = max;
  const pass = () => {
    const next = line.next();
    if (next) next();
    else free += 1;
  };
  type Callback = Parameters<Pool['connect']>[0];
  const connect = pool.connect.bind(pool) as (callback?: Callback) => Promise<PoolClient>;
  const inTurn = async (asker: Asker): Promise<PoolClient> => {
    if (free > 0) {
      free -= 1;
      line.served(asker);
    } else await new Promise<void>((resolve) => line.add(asker, resolve));
    try {
      const client = await connect();
      const release = client.release.bind(client);
      client.release = (...args) => {
        release(...args);
        pass();
      };
      return client;
    } catch (error) {
      pass();
      throw error;
    }
  };
  // with a callback it is the pool itself that asks, for its own `query`
  const shared = (callback?: Callback) => (callback ? connect(callback) : inTurn(asking.getStore() ?? itself));
  pool.connect = shared as Pool['connect'];
  return () => free > 0;
}
