import type { DiffPart, DiffView } from '@millrace/contract/records/records';
import { formatNumber } from '../language/format.ts';

/** What was changed, marked by signs, lines and words for screen readers, not by colour alone. */
export function DiffText({ diff }: { diff: DiffView }) {
  if (diff.added === 0 && diff.removed === 0) return <p className="text-muted">The texts are the same.</p>;
  return (
    <>
      <p className="mb-2 text-muted text-sm">
        {count(diff.added)} added, {count(diff.removed)} removed.
        {diff.coarse ? ' The texts differ a lot: they were compared in large pieces.' : ''}
      </p>
      <div className="whitespace-pre-wrap break-words leading-relaxed">
        {keyed(diff.parts).map(({ key, part }) => (
          <Part key={key} part={part} />
        ))}
      </div>
    </>
  );
}

const count = (characters: number) => (characters === 1 ? 'One character' : `${formatNumber(characters)} characters`);

/** Parts have no ids; where they begin is one. */
function keyed(parts: readonly DiffPart[]) {
  let at = 0;
  return parts.map((part) => {
    at += part.kind === 'folded' ? part.characters : part.text.length;
    return { key: `${part.kind} ${at}`, part };
  });
}

function Part({ part }: { part: DiffPart }) {
  switch (part.kind) {
    case 'same':
      return <span>{part.text}</span>;
    case 'added':
      return (
        <ins className="rounded-xs bg-good-soft text-good underline decoration-2 underline-offset-2">
          <span className="sr-only">[added: </span>
          {part.text}
          <span className="sr-only">]</span>
        </ins>
      );
    case 'removed':
      return (
        <del className="rounded-xs bg-bad-soft text-bad line-through decoration-2">
          <span className="sr-only">[removed: </span>
          {part.text}
          <span className="sr-only">]</span>
        </del>
      );
    case 'folded':
      return (
        <span className="my-2 block border-line border-y py-1 text-center text-muted text-sm">
          {formatNumber(part.characters)} characters that did not change
        </span>
      );
  }
}
