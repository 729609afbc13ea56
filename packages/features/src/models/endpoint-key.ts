import { AppError } from '@millrace/contract/app-error';
import type { Services } from '../services.ts';
import { seal, unseal } from './sealed-text.ts';

/** What keys of models are sealed for; the text is older than the table that holds them. */
const purpose = 'settings.model';

export const sealKey = ({ settings }: Pick<Services, 'settings'>, apiKey: string): string =>
  apiKey === '' ? '' : seal(apiKey, settings.secret, purpose);

/** Opens a stored key; throws in words when it was sealed under another secret. */
export function openKey({ settings, log }: Pick<Services, 'settings' | 'log'>, sealedKey: string): string {
  if (sealedKey === '') return '';
  try {
    return unseal(sealedKey, settings.secret, purpose);
  } catch (err) {
    log.error({ err }, 'a saved model key cannot be decrypted: MILLRACE_SECRET is not the one it was saved with');
    throw new AppError(
      'invalid',
      'models.sealed',
      'Its key was saved with a different MILLRACE_SECRET. Enter the key again, or restart with the previous secret.',
    );
  }
}

/** The end of a key, to tell keys apart; of a short one nothing, since that would be too much of it. */
export const hintOf = (apiKey: string): string | null => (apiKey.length >= 12 ? apiKey.slice(-4) : null);
