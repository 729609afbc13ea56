import type { SearchHit } from '@millrace/contract/search/search';
import { Link } from '@tanstack/react-router';
import { whereInWords } from '../language/where-in-words.ts';

/** Title and location of a passage; opens the source there with the passage marked. */
export function HitLink({ workspaceId, hit }: { workspaceId: string; hit: SearchHit }) {
  const where = whereInWords(hit);
  return (
    <Link
      to="/w/$workspaceId/sources/$sourceId"
      params={{ workspaceId, sourceId: hit.sourceId }}
      search={{ record: hit.recordId, start: hit.start, end: hit.end }}
      className="break-words hover:underline"
    >
      <bdi>{hit.title}</bdi>
      {where === '' ? null : <span className="font-normal text-muted">, {where}</span>}
    </Link>
  );
}
