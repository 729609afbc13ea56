import { AppError } from '@millrace/contract/app-error';
import type { Provider } from '@millrace/contract/classification/classification';
import type { Field } from '@millrace/contract/schemes/field';
import type { Database } from '@millrace/db/database';
import type { Services } from '../../services.ts';
import type { SchemeVersion } from '../providers/answerer.ts';
import { findChosen } from '../providers/model-answerer.ts';

/** The newest versions of these schemes, in this order. Throws not-found for one that is not in the workspace. */
export async function findSchemes(
  db: Database,
  workspaceId: string,
  schemeIds: readonly string[],
): Promise<SchemeVersion[]> {
  const ids = [...new Set(schemeIds)];
  const rows = await db
    .selectFrom('schemes')
    .innerJoin('schemeVersions as said', (join) =>
      join.onRef('said.schemeId', '=', 'schemes.id').onRef('said.version', '=', 'schemes.version'),
    )
    .where('schemes.workspaceId', '=', workspaceId)
    .where('schemes.deletedAt', 'is', null)
    .where('schemes.id', 'in', ids)
    .select(['said.schemeId', 'said.version', 'said.name', 'said.description', 'said.instructions', 'said.fields'])
    .execute();
  const byId = new Map(rows.map((row) => [row.schemeId, row]));
  return ids.map((id) => {
    const scheme = byId.get(id);
    if (scheme === undefined) throw new AppError('not-found', 'schemes.not-found', 'This scheme does not exist.');
    return scheme;
  });
}

/** What the built-in provider can answer: which of the given labels. */
export const isBuiltinField = ({ type, labels = [] }: Field): boolean =>
  type === 'boolean' || ((type === 'enum' || type === 'labels') && labels.length > 0);

/** Throws, saying what to do, when the provider cannot answer any of this. */
export async function requireProvider(
  services: Services,
  workspaceId: string,
  provider: Provider,
  schemes: readonly SchemeVersion[],
): Promise<void> {
  if (provider.kind === 'model') {
    await findChosen(services, workspaceId, provider);
    return;
  }
  const other = schemes.find(({ fields }) => !fields.some(isBuiltinField));
  if (other !== undefined)
    throw new AppError(
      'invalid',
      'classification.needs-model',
      'The built-in provider chooses among labels. "{name}" has no field with labels: choose a model, or add an enum, labels or boolean field.',
      { values: { name: other.name } },
    );
}
