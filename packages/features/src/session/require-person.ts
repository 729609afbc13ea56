import { AppError } from '@millrace/contract/app-error';
import type { Caller, Person } from './authenticate.ts';

/**
 * Holds a caller to being a person. What outlives a key (people, invitations, other keys, models, what every answer is told) is not for
 * keys to decide: one that leaked could otherwise stay in by way of what it made, after it was revoked.
 */
export function requirePerson(caller: Caller): Person {
  if (caller.kind === 'user') return caller;
  throw new AppError('forbidden', 'session.person-only', 'An API key cannot do this. Sign in to do it.');
}
