import { plural, t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import type { DiffPart, DiffView } from '@millrace/contract/records/records';

/** What has changed, marked by lines and by words for screen readers, not by colour alone. */
export function DiffText({ diff }: { diff: DiffView }) {
  if (diff.added === 0 && diff.removed === 0)
    return (
      <p className="text-muted">
        <Trans>The texts are identical.</Trans>
      </p>
    );
  return (
    <>
      <p className="mb-2 text-muted text-sm">
        {countText(diff)} {diff.coarse ? t`The texts differ a lot, so they are compared in larger pieces.` : null}
      </p>
      <div dir="auto" className="whitespace-pre-wrap break-words text-base leading-reading">
        {keyed(diff.parts).map(({ key, part }) => (
          <Part key={key} part={part} />
        ))}
      </div>
    </>
  );
}

const countText = ({ added, removed }: DiffView): string =>
  t`${plural(added, { one: '# character added', other: '# characters added' })}, ${plural(removed, { one: '# character removed', other: '# characters removed' })}.`;

/** Parts have no ids; the position of their end is unique. */
function keyed(parts: readonly DiffPart[]) {
  let at = 0;
  return parts.map((part) => {
    at += part.kind === 'folded' ? part.characters : part.text.length;
    return { key: `${part.kind} ${at}`, part };
  });
}

/** Runs within the text around it, whose direction it has. */
function Part({ part }: { part: DiffPart }) {
  const text = part.kind === 'folded' ? '' : part.text;
  switch (part.kind) {
    case 'same':
      return <span>{text}</span>;
    case 'added':
      return (
        <ins className="rounded-xs bg-good-soft text-good underline decoration-2 underline-offset-2">
          <Trans>
            <span className="sr-only">[added: </span>
            {text}
            <span className="sr-only">]</span>
          </Trans>
        </ins>
      );
    case 'removed':
      return (
        <del className="rounded-xs bg-bad-soft text-bad line-through decoration-2">
          <Trans>
            <span className="sr-only">[removed: </span>
            {text}
            <span className="sr-only">]</span>
          </Trans>
        </del>
      );
    case 'folded':
      return (
        <span className="my-2 block border-line border-y py-1 text-center text-muted text-sm">
          <Plural value={{ characters: part.characters }} one="# unchanged character" other="# unchanged characters" />
        </span>
      );
  }
}
