import type { changePasswordInput } from '@millrace/contract/session/session';
import { transact } from '@millrace/db/database';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import type { Person } from './authenticate.ts';
import { checkPassword } from './check-password.ts';
import { requirePassword } from './confirm-session.ts';
import { letters, sendLetter } from './letters.ts';
import { hashPassword } from './passwords.ts';
import { dropLinks } from './reset-password.ts';
import { endOtherSessions } from './session-tokens.ts';

/**
 * Gives an account another password. All its other sessions end, with their streams, and so do links that nobody has used: whoever knew the old password is out. Throws
 * `forbidden` when the current one is wrong, `invalid` when the new one is easy to guess. Returns how many sessions ended.
 */
export async function changePassword(
  services: Services,
  person: Person,
  { currentPassword, newPassword }: z.output<typeof changePasswordInput>,
): Promise<number> {
  await requirePassword(services, person, currentPassword, 'currentPassword');
  await checkPassword(newPassword, person, 'newPassword');
  const passwordHash = await hashPassword(newPassword);
  const ended = await transact(services.db, async (trx) => {
    await trx.updateTable('users').set({ passwordHash }).where('id', '=', person.userId).execute();
    await trx
      .updateTable('sessions')
      .set({ confirmedAt: services.clock() })
      .where('id', '=', person.sessionId)
      .execute();
    await dropLinks(trx, person.userId);
    return endOtherSessions(trx, person);
  });
  await sendLetter(services, person.email, letters.passwordChanged({ url: services.settings.publicUrl ?? '' }));
  return ended;
}
