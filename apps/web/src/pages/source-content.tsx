import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { isActive, isCrawled } from '@millrace/contract/sources/source-verbs';
import type { SourceView } from '@millrace/contract/sources/sources';
import { contentWidth } from '@millrace/ui/layout/content-width';
import { ScrollRegion } from '@millrace/ui/layout/scroll-region';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ItemList } from '../features/crawl/item-list.tsx';
import { SiteChanges } from '../features/crawl/site-changes.tsx';
import { DocumentView } from './document-view.tsx';
import { useWorkspace } from './shell/use-workspace.ts';

const from = '/w/$workspaceId/sources/$sourceId';

/** The content of a source: the pages of a site, or one document. What is open is kept in the URL. */
export function SourceContent({ source }: { source: SourceView }) {
  const { record, item, found, status, code } = useSearch({ from });
  const navigate = useNavigate({ from });
  const { may } = useWorkspace();
  if (isCrawled(source) && record === undefined && item === undefined) {
    return (
      <ScrollRegion label={t`Pages`} className="min-h-0 grow overflow-y-auto">
        <div className={contentWidth('work', 'pt-4 pb-24 sm:pt-6')}>
          <SiteChanges sourceId={source.id} found={found} />
          <ItemList
            source={source}
            mayEdit={may('editor')}
            filter={{ status, code, found }}
            onFilter={(filter) => void navigate({ search: filter, replace: true, resetScroll: false })}
          />
        </div>
      </ScrollRegion>
    );
  }
  if (isActive(source) && !isCrawled(source))
    return (
      <p className="p-6 text-muted">
        <Trans>The text appears here when the source is ready.</Trans>
      </p>
    );
  return <DocumentView key={item ?? source.id} source={source} />;
}
