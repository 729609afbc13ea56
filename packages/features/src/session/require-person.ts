import { AppError } from '@millrace/contract/app-error';
import type { Caller } from './authenticate.ts';

/**
 * Holds a caller to being a person. What outlives a key (people, invitations, other keys) is not for keys to decide: one that leaked
 * could otherwise stay in by way of what it made, after it was revoked.
 */
export function requirePerson(caller: Caller, deed = 'manage people or keys'): Extract<Caller, { kind: 'user' }> {
  if (caller.kind === 'user') return caller;
  throw new AppError('forbidden', 'session.person-only', 'An API key cannot {deed}. Sign in to do that.', {
    values: { deed },
  });
}
