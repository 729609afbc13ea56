import { plural, t } from '@lingui/core/macro';
import { ProgressBar } from '@millrace/ui/data/progress-bar';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { formatBytes, formatNumber } from '../language/format.ts';

/** How much of its storage limit a workspace uses. */
export function WorkspaceUsage({ workspaceId }: { workspaceId: string }) {
  const usage = useQuery(trpc.files.usage.queryOptions({ workspaceId }));
  if (usage.isError)
    return (
      <ErrorCard
        error={usage.error}
        title={t`The storage usage could not be loaded`}
        onRetry={() => void usage.refetch()}
      />
    );
  if (usage.isPending) return null;
  const { bytes, files } = usage.data;
  const { used, limit } = bytes;
  const text = t`${{ used: formatBytes(used) }} of ${{ limit: formatBytes(limit) }}, ${{ files: formatNumber(files.used) }} of ${plural({ fileLimit: files.limit }, { one: '# file', other: '# files' })}`;
  const fraction = Math.min(1, Math.max(used / limit, files.used / files.limit));
  return (
    <div className="space-y-2">
      <ProgressBar label={t`Storage used by this workspace`} fraction={fraction} valueText={text} />
      <p className="text-sm tabular-nums">{text}</p>
    </div>
  );
}
