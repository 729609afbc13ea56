import { AppError } from '@millrace/contract/app-error';
import { type Cell, sealCell, unsealCell } from '../sealed/sealed-cell.ts';
import type { Services } from '../services.ts';
import type { EndpointRow } from './endpoints.queries.ts';

type Place = Pick<EndpointRow, 'id' | 'workspaceId'>;
type SealedColumn = 'sealed_key' | 'sealed_headers';

const cellOf = ({ id, workspaceId }: Place, column: SealedColumn): Cell => ({
  ...{ workspaceId, table: 'model_endpoints', column, row: id },
});

export const sealKey = (services: Pick<Services, 'settings'>, place: Place, apiKey: string): string =>
  apiKey === '' ? '' : sealFor(services, place, 'sealed_key', apiKey);

/** Seals a text for one column of an endpoint's row. */
export const sealFor = (
  { settings }: Pick<Services, 'settings'>,
  place: Place,
  column: SealedColumn,
  text: string,
): string => sealCell(text, settings.secret, cellOf(place, column));

/** Opens the stored key of an endpoint; throws in words where it was sealed under another secret or for another row. */
export const openKey = (services: Pick<Services, 'settings' | 'log'>, row: EndpointRow): string =>
  row.sealedKey === '' ? '' : openSealed(services, row, 'sealed_key', row.sealedKey);

/** The same for what else is sealed of an endpoint. */
export function openSealed(
  { settings, log }: Pick<Services, 'settings' | 'log'>,
  place: Place,
  column: SealedColumn,
  sealed: string,
): string {
  const cell = cellOf(place, column);
  try {
    return unsealCell(sealed, settings.secret, cell);
  } catch (err) {
    log.error(
      { err, cell },
      'a sealed cell cannot be opened: it was sealed with another MILLRACE_SECRET or for another cell',
    );
    throw unopened[column](`${cell.table}.${column} ${cell.row}`);
  }
}

const unopened: Record<SealedColumn, (name: string) => AppError> = {
  sealed_key: (name) =>
    new AppError(
      'invalid',
      'models.sealed',
      'Its key ({name}) cannot be opened: it was saved with a different MILLRACE_SECRET or for another endpoint. Enter the key again, or restart with the previous secret.',
      { values: { name } },
    ),
  sealed_headers: (name) =>
    new AppError(
      'invalid',
      'models.sealed',
      'Its headers ({name}) cannot be opened: they were saved with a different MILLRACE_SECRET or for another endpoint. Enter their values again, or restart with the previous secret.',
      { values: { name } },
    ),
};

/** The end of a key, to tell keys apart; of a short one nothing, since that would be too much of it. */
export const hintOf = (apiKey: string): string | null => (apiKey.length >= 12 ? apiKey.slice(-4) : null);
