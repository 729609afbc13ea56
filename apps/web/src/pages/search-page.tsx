import { Button } from '@millrace/ui/button';
import { EmptyState } from '@millrace/ui/empty-state';
import { TextField } from '@millrace/ui/field';
import { Skeleton } from '@millrace/ui/spinner';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Search, SearchX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ErrorCard } from '../features/errors/error-card.tsx';
import { HitList } from '../features/search/hit-list.tsx';
import { trpc } from '../trpc.ts';
import { PageFrame } from './page-frame.tsx';
import { useWorkspace } from './shell/use-workspace.ts';

const from = '/w/$workspaceId/search';

/** Passages by words and by meaning. The search stands in the address. */
export function SearchPage() {
  const { workspace } = useWorkspace();
  const { q = '' } = useSearch({ from });
  const navigate = useNavigate({ from });
  const [text, setText] = useState(q);
  const hits = useQuery(
    trpc.search.query.queryOptions(
      { workspaceId: workspace.id, query: q, limit: 30 },
      { enabled: q !== '', placeholderData: keepPreviousData },
    ),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ search: { q: text.trim() || undefined } });
  };
  const found = hits.data?.hits ?? [];
  return (
    <PageFrame
      title={q ? `Search: ${q}` : 'Search'}
      heading="Search"
      lead="Finds passages by their words and by their meaning."
    >
      <search>
        <form onSubmit={submit} className="mb-5 flex items-end gap-2">
          <div className="grow">
            <TextField
              label="Search the sources"
              hideLabel
              type="search"
              placeholder="What are you looking for?"
              maxLength={2_000}
              autoFocus
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <Button
            type="submit"
            variant="primary"
            className="h-10!"
            pending={hits.isFetching}
            icon={<Search aria-hidden className="size-4" />}
          >
            Search
          </Button>
        </form>
      </search>
      <p role="status" className="sr-only">
        {hits.isSuccess && q ? `${found.length} passages found` : ''}
      </p>
      {hits.isLoading ? <Skeleton lines={9} label="Searching" /> : null}
      {hits.isError ? (
        <ErrorCard error={hits.error} title="The search failed" onRetry={() => void hits.refetch()} />
      ) : null}
      {q === '' ? (
        <EmptyState icon={Search} title="Look something up">
          Write a few words or a whole question. Each passage opens where it stands in its document.
        </EmptyState>
      ) : null}
      {q !== '' && hits.isSuccess && found.length === 0 ? (
        <EmptyState icon={SearchX} title="Nothing found">
          No passage of your sources fits “{q}”. Try other words, or add a source that speaks of it.
        </EmptyState>
      ) : null}
      {q !== '' && found.length > 0 ? <HitList workspaceId={workspace.id} hits={found} query={q} /> : null}
    </PageFrame>
  );
}
