import type { SearchFacets } from '@millrace/contract/search/search';
import { isOfKind, sourceKinds } from '@millrace/contract/sources/source-kinds';
import type { Database } from '@millrace/db/database';

/** More sources than these are chosen by other means than a list. */
const mostSources = 500;

const findable = (db: Database, workspaceId: string) =>
  db
    .selectFrom('sources')
    .where('sources.workspaceId', '=', workspaceId)
    .where('sources.deletedAt', 'is', null)
    .where('sources.enabled', '=', true);

/** What there is to filter by, in an order that people expect. */
export async function readSearchFacets(db: Database, workspaceId: string): Promise<SearchFacets> {
  const sources = await findable(db, workspaceId)
    .select(['sources.id', 'sources.title'])
    .orderBy('sources.title')
    .orderBy('sources.id')
    .limit(mostSources)
    .execute();
  const kinds = await findable(db, workspaceId)
    .leftJoin('files', 'files.id', 'sources.fileId')
    .select(['sources.kind', 'files.mediaType'])
    .distinct()
    .execute();
  const tags = await findable(db, workspaceId)
    .select((eb) => eb.fn<string>('unnest', ['sources.tags']).as('tag'))
    .distinct()
    .execute();
  const languages = await db
    .selectFrom('records')
    .where('workspaceId', '=', workspaceId)
    .where('lang', 'is not', null)
    .where('sourceId', 'in', findable(db, workspaceId).select('sources.id'))
    .select('lang')
    .distinct()
    .execute();
  return {
    sources,
    kinds: sourceKinds.flatMap((known) => (kinds.some((source) => isOfKind(known, source)) ? known.value : [])),
    languages: languages.flatMap(({ lang }) => lang ?? []).sort(),
    tags: tags.map(({ tag }) => tag).sort((x, y) => x.localeCompare(y)),
  };
}
