import type { Pool, PoolClient } from 'pg';

/** A pool of which nobody has given back a connection for so long is stuck; one that is only busy gives some back all the time. */
const stuckMs = 800;
/** Counted in turns of this process, so that its own pause, in which nobody could give back anything, is not held against the pool. */
const tickMs = 100;

/**
 * Refuses who waits for a connection once the pool is stuck (a lock, a server that hangs), instead of letting them wait until they
 * time out: people are told within a second to come back. However many wait in a burst, they wait as long as it moves.
 */
export function refuseWhenStuck(pool: Pool, hasFree: () => boolean): Pool {
  let moves = 0;
  const moved = () => {
    moves += 1;
  };
  pool.on('release', moved);
  pool.on('acquire', moved);
  pool.on('remove', moved);
  type Callback = Parameters<Pool['connect']>[0];
  const connect = pool.connect.bind(pool) as (callback?: Callback) => Promise<PoolClient>;
  const connectOrRefuse = (callback?: Callback): Promise<PoolClient> => {
    // with a callback it is the pool itself that asks, for its own `query`
    if (callback !== undefined || hasFree()) return connect(callback);
    return new Promise((resolve, reject) => {
      let refused = false;
      let seen = moves;
      let turns = 0;
      const watch = setInterval(() => {
        turns = moves === seen ? turns + 1 : 0;
        seen = moves;
        if (turns * tickMs < stuckMs) return;
        refused = true;
        clearInterval(watch);
        reject(new Error('timeout exceeded when trying to connect: no connection became available'));
      }, tickMs);
      connect()
        .finally(() => clearInterval(watch))
        .then((client) => (refused ? client.release() : resolve(client)), reject);
    });
  };
  pool.connect = connectOrRefuse as Pool['connect'];
  return pool;
}
