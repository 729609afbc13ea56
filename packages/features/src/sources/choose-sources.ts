import type { Database } from '@millrace/db/database';
import { cleanTitle } from '../files/clean-title.ts';

/** Leaves a source out of search and answers, or takes it in again. Nothing of it is lost or made anew. */
export async function setSourceEnabled(
  db: Database,
  { sourceId, enabled }: { sourceId: string; enabled: boolean },
): Promise<void> {
  await db.updateTable('sources').set({ enabled }).where('id', '=', sourceId).execute();
}

export async function setSourceTags(
  db: Database,
  { sourceId, tags }: { sourceId: string; tags: string[] },
): Promise<void> {
  await db
    .updateTable('sources')
    .set({ tags: cleanTags(tags) })
    .where('id', '=', sourceId)
    .execute();
}

/** In alphabetical order, each once: two that differ only in case are one, as it was written first. */
export function cleanTags(tags: string[]): string[] {
  const unique = new Map<string, string>();
  for (const tag of tags.map(cleanTitle)) {
    const key = tag.toLowerCase();
    if (!unique.has(key)) unique.set(key, tag);
  }
  return [...unique.values()].sort((a, b) => a.localeCompare(b, 'en'));
}
