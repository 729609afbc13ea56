import type { SearchHit } from '@millrace/contract/search/search';
import { Link } from '@tanstack/react-router';
import { whereInWords } from '../language/where-in-words.ts';

type Props = {
  workspaceId: string;
  hit: SearchHit;
  /** The title is above it already: the location is enough. */
  isBelowTitle?: boolean;
};

/** Title and location of a passage; opens the source there with the passage marked. */
export function HitLink({ workspaceId, hit, isBelowTitle = false }: Props) {
  const where = whereInWords(hit);
  const isPlain = isBelowTitle && where !== '';
  return (
    <Link
      to="/w/$workspaceId/sources/$sourceId"
      params={{ workspaceId, sourceId: hit.sourceId }}
      search={{ record: hit.recordId, start: hit.start, end: hit.end }}
      data-row-target=""
      className="break-words hover:underline"
    >
      {isPlain ? where : <bdi>{hit.title}</bdi>}
      {isPlain || where === '' ? null : <span className="font-normal text-muted">, {where}</span>}
    </Link>
  );
}
