import { isIPv6 } from 'node:net';
import { AppError } from '@millrace/contract/app-error';
import type { Database, Trx } from '@millrace/db/database';
import { sql } from 'kysely';

const windowMs = 15 * 60_000;

/** One thing that is counted, e.g. failed sign-ins of one account, and how many a window of 15 minutes may have. */
export type Throttle = { key: string; limit: number };

/**
 * Counts one hit against each throttle, before the outcome is known: parallel guesses cannot slip through between check and count.
 * Throws `limited` with `retryAfterMs` when one of them is used up. The caller gives hits back when they were no failures.
 */
export async function takeHits(db: Database, throttles: Throttle[], now: Date): Promise<void> {
  for (const { key, limit } of throttles) {
    const resetsAt = new Date(now.getTime() + windowMs);
    const row = await db
      .insertInto('throttles')
      .values({ key, hits: 1, resetsAt })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({
          hits: sql`case when throttles.resets_at <= ${now} then 1 else least(throttles.hits, ${limit}) + 1 end`,
          resetsAt: sql`case when throttles.resets_at <= ${now} then ${resetsAt} else throttles.resets_at end`,
        }),
      )
      .returning(['hits', 'resetsAt'])
      .executeTakeFirstOrThrow();
    if (row.hits > limit) throw limited(row.resetsAt.getTime() - now.getTime());
  }
}

function limited(retryAfterMs: number): AppError {
  const minutes = Math.max(1, Math.ceil(retryAfterMs / 60_000));
  return new AppError(
    'limited',
    'session.throttled',
    'Too many attempts. Try again in {minutes, plural, one {a minute} other {# minutes}}.',
    { retryAfterMs, values: { minutes } },
  );
}

/** Gives one hit back. */
export async function returnHit(db: Database, throttle: Throttle): Promise<void> {
  await db
    .updateTable('throttles')
    .set((eb) => ({ hits: eb('hits', '-', 1) }))
    .where('key', '=', throttle.key)
    .where('hits', '>', 0)
    .execute();
}

/** Forgets a throttle, and with it all whose window is over. */
export async function clearThrottle(db: Database, throttle: Throttle, now: Date): Promise<void> {
  await db
    .deleteFrom('throttles')
    .where((eb) => eb.or([eb('key', '=', throttle.key), eb('resetsAt', '<=', now)]))
    .execute();
}

/** Forgets the wrong passwords of an account, whoever typed them. */
export async function forgetFailures(db: Database | Trx, account: { userId: string; email: string }): Promise<void> {
  const ofAccount = `account:${account.email.toLowerCase()}`;
  await db
    .deleteFrom('throttles')
    .where((eb) =>
      eb.or([
        eb('key', '=', ofAccount),
        // of every network that guessed at it
        eb(eb.fn('starts_with', ['key', eb.val(`${ofAccount}|`)]), '=', true),
        eb('key', '=', confirmThrottle(account.userId).key),
      ]),
    )
    .execute();
}

/** Whoever found an open browser may guess as seldom as whoever guesses from outside. */
export const confirmThrottle = (userId: string): Throttle => ({ key: `confirm:${userId}`, limit: 10 });
/** Of one account, from one network: whoever guesses is slowed down, and not the owner who is elsewhere. */
export const accountThrottle = (email: string, address: string): Throttle => ({
  key: `account:${email.toLowerCase()}|${networkOf(address)}`,
  limit: 10,
});
/** Of one account from everywhere, but for browsers in which it was signed in before: guesses from many networks end here. */
export const everywhereThrottle = (email: string): Throttle => ({ key: `account:${email.toLowerCase()}`, limit: 50 });
/** Of letters with reset links: to one address, or asked for from one network. */
export const resetThrottle = (whose: string, limit: number): Throttle => ({ key: `reset:${whose}`, limit });
/** Of addresses that one person wants for their account: each shows whether it is taken, or sends a letter to somebody. */
export const emailChangeThrottle = (userId: string): Throttle => ({ key: `change-email:${userId}`, limit: 10 });
/** Of letters that invite: from one person, or to one address. */
export const inviteThrottle = (whose: string, limit: number): Throttle => ({ key: `invite:${whose}`, limit });
/** Of one browser in which the account was signed in before. */
export const deviceThrottle = (device: string): Throttle => ({ key: `device:${device}`, limit: 10 });
export const signUpThrottle = (address: string, limit: number): Throttle => ({
  key: `sign-up:${networkOf(address)}`,
  limit,
});
export const addressThrottle = (address: string): Throttle => ({ key: `address:${networkOf(address)}`, limit: 50 });

/**
 * Who an address is counted as. One household or server owns a whole /64 of IPv6, so all of it counts as one; an IPv4 address counts
 * the same in its IPv6 spellings (`::ffff:1.2.3.4`, `::ffff:102:304`). Read to bytes first: texts of one address differ.
 */
export function networkOf(address: string): string {
  const bare = address.split('%')[0] as string;
  if (!isIPv6(bare)) return bare;
  const groups = groupsOf(bare);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) {
    const [high, low] = groups.slice(6) as [number, number];
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  const network = groups.slice(0, 4).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}

/** The eight groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  // the URL parser is the canonicaliser at hand: compressed, lower case, dotted quads turned into groups
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::') as [string, string?];
  const parse = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  if (tail === undefined) return parse(head);
  const [left, right] = [parse(head), parse(tail)];
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}
