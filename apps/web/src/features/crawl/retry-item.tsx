import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ItemView } from '@millrace/contract/crawl/crawl';
import { may } from '@millrace/contract/sources/source-verbs';
import type { SourceView } from '@millrace/contract/sources/sources';
import { Button } from '@millrace/ui/controls/button';
import { useMutation } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { refreshSources } from '../sources/refresh-sources.ts';

type Props = { item: ItemView; source: SourceView; mayEdit: boolean };

/** Fetches one page again, where that can help. */
export function RetryItem({ item, source, mayEdit }: Props) {
  const retry = useMutation(
    trpc.sources.retryItem.mutationOptions({
      onSuccess: refreshSources,
      onError: tellFailure(t`The page was not retried`),
    }),
  );
  const canHelp = item.status === 'failed' || item.code === 'cancelled';
  if (!mayEdit || !may('retry', source) || !canHelp) return null;
  return (
    <Button
      size="sm"
      pending={retry.isPending}
      aria-label={t`Retry ${{ locator: item.locator }}`}
      icon={<RotateCcw aria-hidden className="size-3.5" />}
      onClick={() => retry.mutate({ sourceId: source.id, itemId: item.id })}
    >
      <Trans>Retry</Trans>
    </Button>
  );
}
