import type { Database } from '@millrace/db/database';
import { getSchemeContent } from '../../schemes/schemes.queries.ts';
import type { SchemeVersion } from '../providers/answerer.ts';

/** Schemes in the versions that a classification began with, by `id:version`. */
export async function schemesOf(
  db: Database,
  refs: readonly { schemeId: string; version: number }[],
): Promise<Map<string, SchemeVersion>> {
  const schemes = new Map<string, SchemeVersion>();
  for (const ref of refs)
    schemes.set(`${ref.schemeId}:${ref.version}`, {
      ...ref,
      ...(await getSchemeContent(db, ref.schemeId, ref.version)),
    });
  return schemes;
}
