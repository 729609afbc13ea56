import { ph, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { RecordVersionView } from '@millrace/contract/records/records';
import { Button } from '@millrace/ui/controls/button';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { Dialog } from '@millrace/ui/overlays/dialog';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { tellFailure } from '../errors/tell-failure.ts';
import { DiffText } from './diff-text.tsx';
import { refreshRecords } from './refresh-records.ts';
import { VersionPicker } from './version-picker.tsx';

type Props = {
  recordId: string;
  mayEdit: boolean;
  /** The version that is compared with the newest one. */
  compare: number | undefined;
  onCompare: (version: number) => void;
  onClose: () => void;
};

/** The versions of a text and who made them; an earlier one can be restored. */
export function RecordHistory({ recordId, mayEdit, compare, onCompare, onClose }: Props) {
  const versions = useQuery(trpc.records.versions.queryOptions({ recordId }));
  const current = versions.data?.find((version) => version.current);
  const chosen =
    versions.data?.find(({ version }) => version === compare) ?? versions.data?.find((version) => !version.current);
  const isOld = chosen !== undefined && !chosen.current;
  const diff = useQuery(
    trpc.records.diff.queryOptions(
      { recordId, from: chosen?.version ?? 1, to: current?.version ?? 1 },
      { enabled: isOld && current !== undefined },
    ),
  );
  const revert = useMutation(
    trpc.records.revert.mutationOptions({
      onSuccess: (_, { version }) => {
        notify({ title: t`Version ${version} restored` });
        onClose();
        return refreshRecords();
      },
      onError: tellFailure(t`The version was not restored`),
    }),
  );
  const failed = versions.isError ? versions : diff.isError ? diff : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t`History`}
      description={t`Choose a version to see what changed between it and the current text.`}
      className="w-[min(64rem,calc(100vw-1.5rem))]!"
    >
      {failed ? (
        <ErrorCard
          error={failed.error}
          title={t`The history could not be loaded`}
          onRetry={() => void failed.refetch()}
        />
      ) : null}
      {versions.isPending ? <Skeleton lines={6} label={t`Loading history`} /> : null}
      {versions.data ? (
        <div className="grid gap-5 md:grid-cols-[15rem_1fr]">
          <VersionPicker versions={versions.data.map(versionOption)} chosen={chosen?.version} onChoose={onCompare} />
          <section aria-label={t`Comparison`} className="min-w-0">
            {isOld && mayEdit ? (
              <Button
                size="sm"
                className="mb-3"
                icon={<RotateCcw aria-hidden className="size-4" />}
                pending={revert.isPending}
                onClick={() => revert.mutate({ recordId, version: chosen.version })}
              >
                <Trans>Restore version {{ version: chosen.version }}</Trans>
              </Button>
            ) : null}
            {isOld && diff.isPending ? <Skeleton lines={6} label={t`Comparing versions`} /> : null}
            {isOld && diff.data ? <DiffText diff={diff.data} /> : null}
            {isOld && diff.data && diff.data.from.title !== diff.data.to.title ? (
              <p className="mt-3 text-muted text-sm">
                <Trans>
                  The title changed from “<bdi>{ph({ before: diff.data.from.title })}</bdi>” to “
                  <bdi>{ph({ after: diff.data.to.title })}</bdi>”.
                </Trans>
              </p>
            ) : null}
            {isOld ? null : (
              <p className="text-muted">
                {versions.data.length === 1
                  ? t`This text has not been edited.`
                  : t`This is the current text. Choose an earlier version to compare it with.`}
              </p>
            )}
          </section>
        </div>
      ) : null}
    </Dialog>
  );
}

function byWhom(edited: boolean, name: string | null): string {
  if (name !== null) return edited ? t`By ${name}` : t`Text of the source, restored by ${name}`;
  return edited ? t`By a former member or through the API` : t`From the source`;
}

const versionOption = ({ version, current, edited, changedAt, changedBy, replacedBySource }: RecordVersionView) => ({
  version,
  current,
  at: changedAt,
  by: byWhom(edited, changedBy),
  note: replacedBySource ? t`Replaced because the source changed here` : undefined,
});
