import { ProgressBar } from '@millrace/ui/progress-bar';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { formatBytes, formatNumber } from '../language/format.ts';

/** How much of its room a workspace has taken. */
export function WorkspaceUsage({ workspaceId }: { workspaceId: string }) {
  const usage = useQuery(trpc.files.usage.queryOptions({ workspaceId }));
  if (usage.isError)
    return <ErrorCard error={usage.error} title="The room could not be counted" onRetry={() => void usage.refetch()} />;
  if (usage.isPending) return null;
  const { bytes, files } = usage.data;
  const text = `${formatBytes(bytes.used)} of ${formatBytes(bytes.limit)}, ${formatNumber(files.used)} of ${formatNumber(files.limit)} files`;
  const fraction = Math.min(1, Math.max(bytes.used / bytes.limit, files.used / files.limit));
  return (
    <div className="space-y-2">
      <ProgressBar label="Room of this workspace" fraction={fraction} valueText={text} />
      <p className="text-sm tabular-nums">{text}</p>
    </div>
  );
}
