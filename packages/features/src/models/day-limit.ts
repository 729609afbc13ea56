import { AppError } from '@millrace/contract/app-error';
import type { Services } from '../services.ts';
import type { Candidate } from './find-candidates.ts';
import { startOfDay, tokensToday } from './request-ledger.ts';

const dayMs = 24 * 3_600_000;

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
  const hours = Math.ceil((startOfDay(now).getTime() + dayMs - now.getTime()) / 3_600_000);
  const count = (tokens: number) => tokens.toLocaleString('en');
  throw new AppError(
    'forbidden',
    'models.day-limit',
    `The day’s limit of ${name} is used up: ${count(used)} of ${count(dailyTokens)} tokens. It begins anew at midnight UTC, in ${hours === 1 ? 'an hour' : `${hours} hours`}. An owner of the workspace can raise it under Settings → Models.`,
  );
}
