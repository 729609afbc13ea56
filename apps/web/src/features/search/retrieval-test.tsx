import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, IconButton } from '@millrace/ui/controls/button';
import { SearchField } from '@millrace/ui/controls/search-field';
import { ScrollRegion } from '@millrace/ui/layout/scroll-region';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { Sheet } from '@millrace/ui/overlays/dialog';
import { useQuery } from '@tanstack/react-query';
import { FlaskConical, X } from 'lucide-react';
import { type FormEvent, type RefObject, useRef, useState } from 'react';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { AnswerNotes } from './answer-notes.tsx';
import { TestHits } from './test-hits.tsx';

type Props = {
  workspaceId: string;
  sourceId: string;
  /** The tested query, kept in the URL; undefined: the panel is closed. */
  query: string | undefined;
  onQuery: (query: string | undefined) => void;
};

/** Which passages of a source a question finds, and why they rank in this order. */
export function RetrievalTest({ workspaceId, sourceId, query, onQuery }: Props) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="sm" onClick={() => onQuery('')} icon={<FlaskConical aria-hidden className="size-4" />}>
        <Trans>Test retrieval</Trans>
      </Button>
      <Sheet
        open={query !== undefined}
        onOpenChange={(open) => open || onQuery(undefined)}
        title={t`Test retrieval`}
        side="end"
        initialFocus={field}
      >
        <header className="flex min-h-14 shrink-0 items-center justify-between gap-2 border-line border-b pe-2 ps-4">
          <p aria-hidden className="font-semibold">
            <Trans>Test retrieval</Trans>
          </p>
          <IconButton label={t`Close`} onClick={() => onQuery(undefined)} icon={<X aria-hidden className="size-4" />} />
        </header>
        {query === undefined ? null : (
          <TestForm workspaceId={workspaceId} sourceId={sourceId} query={query} onQuery={onQuery} field={field} />
        )}
      </Sheet>
    </>
  );
}

type FormProps = Props & { query: string; field: RefObject<HTMLInputElement | null> };

function TestForm({ workspaceId, sourceId, query, onQuery, field }: FormProps) {
  const [text, setText] = useState(query);
  const test = useQuery(
    trpc.search.test.queryOptions(
      { workspaceId, query, filters: { sourceIds: [sourceId] }, limit: 10 },
      { enabled: query !== '' },
    ),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onQuery(text.trim());
  };
  const hits = test.data?.hits ?? [];
  const count = hits.length;
  return (
    <>
      <form onSubmit={submit} className="flex items-end gap-2 p-4">
        <div className="grow">
          <SearchField
            ref={field}
            label={t`Question or words`}
            maxLength={2_000}
            value={text}
            onChange={setText}
            busy={test.isFetching}
          />
        </div>
        <Button type="submit" variant="primary" pending={test.isFetching}>
          <Trans comment="Verb: runs the test">Test</Trans>
        </Button>
      </form>
      <ScrollRegion label={t`Test results`} className="min-h-0 grow overflow-y-auto px-4 pb-8">
        <p role="status" className="sr-only">
          {test.isSuccess ? t`${plural(count, { one: '# passage found', other: '# passages found' })}` : ''}
        </p>
        {query === '' ? (
          <p className="text-muted">
            <Trans>
              Enter a question that someone might ask. The results show which passages of this source are found, in
              which order, and how each part of the search contributes to their score.
            </Trans>
          </p>
        ) : null}
        {test.isLoading ? <Skeleton lines={6} label={t`Testing`} /> : null}
        {test.isError ? (
          <ErrorCard error={test.error} title={t`The test failed`} onRetry={() => void test.refetch()} />
        ) : null}
        {test.data ? <AnswerNotes answer={test.data} /> : null}
        {test.isSuccess && hits.length === 0 ? (
          <p className="text-muted">
            <Trans>
              No passage of this source was found. The source may be excluded from answers, still be processing, or use
              other words.
            </Trans>
          </p>
        ) : null}
        <TestHits workspaceId={workspaceId} hits={hits} />
      </ScrollRegion>
    </>
  );
}
