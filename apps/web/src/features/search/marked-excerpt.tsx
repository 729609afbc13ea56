import type { SearchHit } from '@millrace/contract/search/search';
import { excerptOf } from './excerpt.ts';

/** The part of a found passage that matches the search, its words marked. */
export const MarkedExcerpt = ({ hit }: { hit: SearchHit }) => (
  <p dir="auto" className="mt-1 max-w-reading break-words text-muted text-sm">
    {excerptOf(hit.text, hit.highlights).map((piece, index) =>
      piece.hit ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
    )}
  </p>
);
