import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient } from 'pg';
import { type Asker, FairLine } from './fair-line.ts';

const asking = new AsyncLocalStorage<Asker>();

/** Milliseconds of a connection that somebody who asks rarely has before a crowd has its next turn: a request is many queries. */
const credit = 50;

/** Work of nobody in particular: of the product itself. */
const itself: Asker = { group: '', member: '' };

/** Runs `work`, whose queries count as those of `asker` when connections are scarce. */
export const onBehalfOf = <T>(asker: Asker, work: () => T): T => asking.run(asker, work);

/** Begins something that outlives whoever began it: its queries are those of nobody in particular. */
export const onBehalfOfNobody = <T>(work: () => T): T => asking.exit(work);

/**
 * Shares the time of a pool's connections fairly among those who wait (`FairLine`) instead of serving them in the order in which they asked:
 * thousands of queries of one person delay the request of another by one of them. Returns whether a connection is free at once.
 */
export function sharePool(pool: Pool, max: number): () => boolean {
  const line = new FairLine<() => void>(credit);
  let free = max;
  const pass = () => {
    const next = line.next();
    if (next) next();
    else free += 1;
  };
  // whoever asks for one thing after the other gets to ask for the next before a crowd has the connection
  const passFrom = (asker: Asker) => {
    if (line.size === 0 || line.has(asker)) pass();
    else setImmediate(pass);
  };
  type Callback = Parameters<Pool['connect']>[0];
  const connect = pool.connect.bind(pool) as (callback?: Callback) => Promise<PoolClient>;
  const inTurn = async (asker: Asker): Promise<PoolClient> => {
    if (free > 0) {
      free -= 1;
      line.charge(asker);
    } else await new Promise<void>((resolve) => line.add(asker, resolve));
    try {
      const client = await connect();
      const since = performance.now();
      const release = client.release.bind(client);
      client.release = (...args) => {
        release(...args);
        line.charge(asker, performance.now() - since);
        passFrom(asker);
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
