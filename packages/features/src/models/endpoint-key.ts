import { AppError } from '@millrace/contract/app-error';
import type { Services } from '../services.ts';
import { seal, unseal } from './sealed-text.ts';

/** What keys of models are sealed for; the text is older than the table that holds them. */
const purpose = 'settings.model';

export const sealKey = (services: Pick<Services, 'settings'>, apiKey: string): string =>
  apiKey === '' ? '' : sealFor(services, apiKey, purpose);

export const sealFor = ({ settings }: Pick<Services, 'settings'>, text: string, of: string): string =>
  seal(text, settings.secret, of);

/** Opens a stored key; throws in words when it was sealed under another secret. */
export const openKey = (services: Pick<Services, 'settings' | 'log'>, sealedKey: string): string =>
  sealedKey === '' ? '' : openSealed(services, sealedKey, purpose);

/** The same for what else is sealed of an endpoint. */
export function openSealed({ settings, log }: Pick<Services, 'settings' | 'log'>, sealed: string, of: string): string {
  try {
    return unseal(sealed, settings.secret, of);
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
