import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { SearchField } from '@millrace/ui/controls/search-field';
import { EmptyState } from '@millrace/ui/layout/empty-state';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Search, SearchX } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { ErrorCard } from '../features/errors/error-card.tsx';
import { AnswerNotes } from '../features/search/answer-notes.tsx';
import { filtersOf } from '../features/search/filters-of.ts';
import { HitList } from '../features/search/hit-list.tsx';
import { HitReasons } from '../features/search/hit-reasons.tsx';
import { SearchFilterForm } from '../features/search/search-filters.tsx';
import { filterNames } from '../features/search/search-params.ts';
import { useShortcut } from '../features/shortcuts/use-shortcut.ts';
import { trpc } from '../trpc.ts';
import { PageFrame } from './page-frame.tsx';
import { useWorkspace } from './shell/use-workspace.ts';

const from = '/w/$workspaceId/search';

/** Finds passages by words and by meaning. The query and its filters are kept in the URL. */
export function SearchPage() {
  const { workspace } = useWorkspace();
  const params = useSearch({ from });
  const { q = '' } = params;
  const navigate = useNavigate({ from });
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(q);
  const [searched, setSearched] = useState(q);
  // going back in the history changes the query
  if (searched !== q) {
    setSearched(q);
    setText(q);
  }
  const toBox = () => {
    box.current?.focus();
    box.current?.select();
  };
  const filters = useRef<HTMLDivElement>(null);
  const toFilters = () => filters.current?.querySelector<HTMLElement>('summary, button, input')?.focus();
  useShortcut('search', toBox);
  useShortcut('goSearch', toBox);
  const input = { workspaceId: workspace.id, query: q, filters: filtersOf(params), limit: 30 };
  const answer = useQuery(
    trpc.search.query.queryOptions(input, { enabled: q !== '', placeholderData: keepPreviousData }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ search: { ...params, q: text.trim() || undefined } });
  };
  const narrow = (change: object) => void navigate({ search: { ...params, ...change }, replace: true });
  const hits = answer.data?.hits ?? [];
  // weak ones are folded away: whoever searched for nothing that is there reads so
  const count = hits.filter(({ weak }) => !weak).length;
  return (
    <PageFrame
      title={q ? t`Search: ${q}` : t`Search`}
      heading={t`Search`}
      lead={t`Find passages by words and by meaning.`}
    >
      <search>
        <form onSubmit={submit} className="mb-3 flex items-end gap-2">
          <div className="grow">
            <SearchField
              ref={box}
              label={t`Search the sources`}
              hideLabel
              placeholder={t`What are you looking for?`}
              maxLength={2_000}
              autoFocus
              value={text}
              onChange={setText}
              keys="/"
              busy={answer.isFetching}
            />
          </div>
          <Button
            type="submit"
            variant="primary"
            pending={answer.isFetching}
            icon={<Search aria-hidden className="size-4" />}
          >
            <Trans>Search</Trans>
          </Button>
        </form>
        <div ref={filters}>
          <SearchFilterForm workspaceId={workspace.id} params={params} onChange={narrow} />
        </div>
      </search>
      <p role="status" className="sr-only">
        {answer.isSuccess && q ? t`${plural(count, { one: '# passage found', other: '# passages found' })}` : ''}
      </p>
      {answer.isLoading ? <Skeleton lines={9} label={t`Searching`} /> : null}
      {answer.isError ? (
        <ErrorCard error={answer.error} title={t`The search failed`} onRetry={() => void answer.refetch()} />
      ) : null}
      {q === '' ? <HowToSearch /> : null}
      {q !== '' && answer.data ? <AnswerNotes answer={answer.data} /> : null}
      {q !== '' && answer.isSuccess && count === 0 ? (
        <NothingFound query={q} isNarrowed={filterNames.some((name) => params[name] !== undefined)} />
      ) : null}
      {q !== '' && hits.length > 0 ? (
        <HitList
          workspaceId={workspace.id}
          hits={hits}
          onFilter={toFilters}
          why={(chunkId) => <HitReasons input={input} chunkId={chunkId} />}
        />
      ) : null}
    </PageFrame>
  );
}

const HowToSearch = () => (
  <EmptyState icon={Search} title={t`Search your sources`}>
    <p>
      <Trans>Enter a few words or a whole question. Each result opens the passage in its document.</Trans>
    </p>
    <ul className="mt-4 space-y-1 text-start text-sm">
      <li>
        <Trans>
          <code>"brass key"</code> finds this exact phrase
        </Trans>
      </li>
      <li>
        <Trans>
          <code>regul*</code> finds words that begin with “regul”
        </Trans>
      </li>
      <li>
        <Trans>
          <code>mill -wind</code> excludes passages that contain “wind”
        </Trans>
      </li>
    </ul>
  </EmptyState>
);

const NothingFound = ({ query, isNarrowed }: { query: string; isNarrowed: boolean }) => (
  <EmptyState icon={SearchX} title={t`No passages found`}>
    {isNarrowed
      ? t`No passages match “${query}” with these filters. Remove a filter or try other words.`
      : t`No passages in your sources match “${query}”. Try other words, or add a source on this topic.`}
  </EmptyState>
);
