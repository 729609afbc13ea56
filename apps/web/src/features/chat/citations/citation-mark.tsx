import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Citation } from '@millrace/contract/chat/chat';
import { HoverCard } from '@millrace/ui/overlays/hover-card';
import { Link } from '@tanstack/react-router';
import { whereInWords } from '../../language/where-in-words.ts';
import { useCitationScope } from './citation-context.ts';
import { citeParam } from './cite-param.ts';

const chip =
  'mx-0.5 inline-flex min-h-6 min-w-6 items-center justify-center rounded px-1 align-baseline font-medium text-xs leading-none tabular-nums no-underline';

/** The citation number after a sentence. */
export function CitationMark({ n }: { n: number }) {
  const { answerId, citations, pending } = useCitationScope();
  const citation = citations.find((candidate) => candidate.n === n);
  if (citation?.supported) return <CitationLink citation={citation} answerId={answerId} />;
  if (pending) return <span className={`${chip} bg-hover text-muted`}>{n}</span>;
  return (
    <span
      title={t`No passage in your sources supports this`}
      className={`${chip} border border-line-strong border-dashed text-muted`}
    >
      <s>{n}</s>
      <span className="sr-only">
        {' '}
        <Trans>(unsupported)</Trans>
      </span>
    </span>
  );
}

/** "Handbook, page 3", "Parts, row 12" */
export function placeOf(citation: Citation): string {
  const { title } = citation;
  const where = whereInWords(citation);
  return where === '' ? title : t`${title}, ${where}`;
}

function CitationLink({ citation, answerId }: { citation: Citation; answerId: string }) {
  const link = (
    <Link
      to="."
      search={(before) => ({ ...before, cite: citeParam(answerId, citation.n) })}
      resetScroll={false}
      aria-label={t`Citation ${{ n: citation.n }}: ${{ place: placeOf(citation) }}`}
      data-cite={citeParam(answerId, citation.n)}
      className={`${chip} bg-accent-soft text-accent-ink hover:bg-accent hover:text-on-accent`}
    >
      {citation.n}
    </Link>
  );
  return (
    <HoverCard trigger={link} label={t`Preview of citation ${{ n: citation.n }}`}>
      <p dir="auto" className="font-medium">
        {citation.title}
      </p>
      <p className="text-muted first-letter:uppercase">{whereInWords(citation)}</p>
      <blockquote dir="auto" className="mt-2 line-clamp-6 border-line-strong border-s-2 ps-2.5 text-muted">
        {citation.quote}
      </blockquote>
    </HoverCard>
  );
}
