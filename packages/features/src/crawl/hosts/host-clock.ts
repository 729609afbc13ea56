import type { Database, Trx } from '@millrace/db/database';
import type { NewRow } from '@millrace/db/tables';
import { allowAll, maxRobotsBytes, parseRobots, type Robots } from '@millrace/reading/pages/robots';
import { sql } from 'kysely';
import type { Services } from '../../services.ts';
import { productToken } from '../../user-agent.ts';
import { hostPace } from './host-pace.ts';

/** A robots.txt is read again after this. */
const freshMs = 24 * 3_600_000;
/** A site that asks for more is asked this seldom all the same, or one page would take a day. */
const maxDelayMs = 60_000;
/** Tries to read a robots.txt before its host is given up for this crawl. */
const maxRobotsFailures = 5;

/** `free`: the host is known to need no rest, and may be asked many things at once. */
type FetchSlot = { free: boolean };

/**
 * Takes the next fetch slot of a host, if it has come: exactly one of all that ask gets it, in any process. From then on the host rests for
 * its delay.
 */
export async function takeFetchSlot(
  db: Database | Trx,
  origin: string,
  delayMs: number,
): Promise<FetchSlot | undefined> {
  const { rows } = await sql<FetchSlot>`
    insert into crawl_hosts as host (origin, next_allowed_at)
    values (${origin}, clock_timestamp() + ${delayMs} * interval '1 ms')
    on conflict (origin) do update
      set next_allowed_at = clock_timestamp() + greatest(host.delay_ms, ${delayMs}) * interval '1 ms'
      where host.next_allowed_at <= clock_timestamp()
    returning (robots_state is not null and greatest(delay_ms, ${delayMs}) = 0) as free`.execute(db);
  return rows[0];
}

/** Nobody asks this host before `ms` have gone by: it said so. */
export async function putOff(db: Database | Trx, origin: string, ms: number): Promise<void> {
  await sql`
    insert into crawl_hosts as host (origin, next_allowed_at) values (${origin}, clock_timestamp() + ${ms} * interval '1 ms')
    on conflict (origin) do update set next_allowed_at = greatest(host.next_allowed_at, excluded.next_allowed_at)`.execute(
    db,
  );
}

export type HostRules =
  | { state: 'known'; robots: Robots }
  /** Unreachable means wait: what it would forbid is not known. `givenUp`: it was tried often enough. */
  | { state: 'unreachable'; reason: string; givenUp: boolean };

const parsed = new Map<string, Robots>();

function parse(text: string): Robots {
  const known = parsed.get(text);
  if (known) return known;
  if (parsed.size >= 50) parsed.clear();
  const robots = parseRobots(text, productToken);
  parsed.set(text, robots);
  return robots;
}

/** A crawl looks at a host's rules for each of its pages; so long it does so without the database. */
const recentMs = 30_000;
export type RulesCache = Map<string, { rules: HostRules; until: number }>;

/** The rules of a host, as they were within the last half minute. */
export async function recentRules(
  { services, rules: cache, signal }: { services: Services; rules: RulesCache; signal: AbortSignal },
  origin: string,
): Promise<HostRules> {
  const known = cache.get(origin);
  if (known && known.until > Date.now()) return known.rules;
  const rules = await readRules(services, origin, signal);
  if (cache.size >= 100) cache.clear();
  if (rules.state === 'known') cache.set(origin, { rules, until: Date.now() + recentMs });
  return rules;
}

/** The rules of a host, from the table that all crawls share or, when they are old, from the host. */
export async function readRules(services: Services, origin: string, signal: AbortSignal): Promise<HostRules> {
  const row = await services.db.selectFrom('crawlHosts').selectAll().where('origin', '=', origin).executeTakeFirst();
  const age = row?.robotsReadAt ? services.clock().getTime() - row.robotsReadAt.getTime() : Number.POSITIVE_INFINITY;
  if (row && age < freshMs) {
    if (row.robotsState === 'absent') return { state: 'known', robots: allowAll };
    if (row.robotsState === 'read') return { state: 'known', robots: parse(row.robots ?? '') };
  }
  const answer = await fetchRobots(services, origin, signal);
  if (answer.state === 'unreachable') {
    const failures = (row?.robotsFailures ?? 0) + 1;
    await save(services.db, origin, { robotsState: 'unreachable', robotsFailures: failures });
    return { state: 'unreachable', reason: answer.reason, givenUp: failures >= maxRobotsFailures };
  }
  const robots = answer.state === 'read' ? parse(answer.text) : allowAll;
  const delayMs = Math.round(Math.min(robots.crawlDelayMs ?? 0, maxDelayMs));
  await save(services.db, origin, {
    robotsState: answer.state,
    robots: answer.state === 'read' ? answer.text : null,
    robotsReadAt: services.clock(),
    robotsFailures: 0,
    delayMs,
  });
  // the fetch slot in which this was read was taken before anybody knew
  if (delayMs > 0) await putOff(services.db, origin, delayMs);
  return { state: 'known', robots };
}

async function save(db: Database, origin: string, values: Omit<NewRow<'crawlHosts'>, 'origin'>): Promise<void> {
  await db
    .insertInto('crawlHosts')
    .values({ origin, ...values })
    .onConflict((oc) => oc.column('origin').doUpdateSet(values))
    .execute();
}

/** What was given up is tried anew by the next crawl. */
export async function forgetFailures(db: Database | Trx, origins: string[]): Promise<void> {
  if (origins.length === 0) return;
  await db.updateTable('crawlHosts').set({ robotsFailures: 0 }).where('origin', 'in', origins).execute();
}

type Answer = { state: 'read'; text: string } | { state: 'absent' } | { state: 'unreachable'; reason: string };

/** As Google does: 2xx is read, 4xx but 429 is as if there were none, everything else is unreachable. */
async function fetchRobots({ db, egress, settings }: Services, origin: string, signal: AbortSignal): Promise<Answer> {
  const { hold } = hostPace(db, origin, settings.crawl.delayMs, signal);
  try {
    const limits = { timeoutMs: 20_000, maxBytes: 20_971_520 };
    const response = await egress.fetch(`${origin}/robots.txt`, { signal, beforeSend: hold, ...limits });
    const { status } = response;
    if (status >= 200 && status < 300) return { state: 'read', text: await readHead(response.body, maxRobotsBytes) };
    response.discard();
    if (status >= 400 && status < 500 && status !== 429) return { state: 'absent' };
    return { state: 'unreachable', reason: `its robots.txt returns HTTP ${status}` };
  } catch (error) {
    signal.throwIfAborted();
    return { state: 'unreachable', reason: `its robots.txt cannot be read: ${(error as Error).message}` };
  }
}

async function readHead(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    parts.push(part);
    size += part.length;
    if (size >= maxBytes) break;
  }
  // the database holds no NUL
  return new TextDecoder().decode(Buffer.concat(parts).subarray(0, maxBytes)).replaceAll('\0', '');
}
