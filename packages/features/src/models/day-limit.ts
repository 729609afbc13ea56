import { AppError } from '@millrace/contract/app-error';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import type { Candidate } from './find-candidates.ts';
import { dayStart, tokensToday, zoneOfEndpoint } from './request-ledger.ts';

/**
 * Refuses an endpoint whose tokens of the day are used up. Requests that run count with what they were given, so a day can end over
 * its limit by what they still say. Not *limited*: to ask again before midnight changes nothing.
 */
export async function requireDayLimit(
  services: Pick<Services, 'db' | 'clock'>,
  { id, name, dailyTokens }: Candidate,
): Promise<void> {
  if (id === null || dailyTokens === null) return;
  const used = await tokensToday(services, id);
  if (used < dailyTokens) return;
  const now = services.clock();
  const { timeZone, midnight } = await nextDay(services.db, id, now);
  const hours = Math.ceil((midnight.getTime() - now.getTime()) / 3_600_000);
  throw new AppError(
    'forbidden',
    'models.day-limit',
    'The daily limit of {name} is used up: {used} of {dailyTokens} tokens. It resets at midnight ({timeZone}), in {hours, plural, one {an hour} other {# hours}}. An owner of the workspace can raise it under Settings → Models.',
    { values: { name, used, dailyTokens, timeZone, hours } },
  );
}

/** When the day of an endpoint is over. */
async function nextDay(db: Database, endpointId: string, now: Date): Promise<{ timeZone: string; midnight: Date }> {
  const zone = zoneOfEndpoint(endpointId);
  const { rows } = await sql<{ timeZone: string; midnight: Date }>`
    select ${zone} as "timeZone", ${dayStart(now, zone, 1)} as midnight`.execute(db);
  return rows[0] ?? { timeZone: 'UTC', midnight: now };
}
