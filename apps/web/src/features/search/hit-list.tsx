import { placeInWords } from '@millrace/contract/place-in-words';
import type { SearchHit } from '@millrace/contract/search';
import { Link } from '@tanstack/react-router';
import { cutAtWords } from './cut-at-words.ts';

type Props = { workspaceId: string; hits: readonly SearchHit[]; query: string };

/** Found passages, the best first; each opens where it stands. */
export const HitList = ({ workspaceId, hits, query }: Props) => (
  <ol aria-label="Passages" className="divide-y divide-line rounded-lg border border-line bg-surface">
    {hits.map((hit) => (
      <li key={hit.chunkId} className="px-4 py-3.5">
        <h2 className="font-medium">
          <Link
            to="/w/$workspaceId/sources/$sourceId"
            params={{ workspaceId, sourceId: hit.sourceId }}
            search={{ record: hit.recordId, start: hit.start, end: hit.end }}
            className="hover:underline"
          >
            {hit.title}
            {hit.page === null ? null : <span className="font-normal text-muted">, page {hit.page}</span>}
            {hit.place === null ? null : <span className="font-normal text-muted"> {placeInWords(hit.place)}</span>}
          </Link>
        </h2>
        <p className="mt-1 line-clamp-4 text-muted text-sm">
          {cutAtWords(hit.text, query).map((piece, index) =>
            piece.hit ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
          )}
        </p>
      </li>
    ))}
  </ol>
);
