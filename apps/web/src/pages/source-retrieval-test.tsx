import { useNavigate, useSearch } from '@tanstack/react-router';
import { RetrievalTest } from '../features/search/retrieval-test.tsx';
import { useWorkspace } from './shell/use-workspace.ts';

const from = '/w/$workspaceId/sources/$sourceId';

/** The retrieval test of a source; its query is kept in the URL. */
export function SourceRetrievalTest({ sourceId }: { sourceId: string }) {
  const { workspace } = useWorkspace();
  const { test } = useSearch({ from });
  const navigate = useNavigate({ from });
  return (
    <RetrievalTest
      workspaceId={workspace.id}
      sourceId={sourceId}
      query={test}
      onQuery={(query) =>
        void navigate({ search: (before) => ({ ...before, test: query }), replace: true, resetScroll: false })
      }
    />
  );
}
