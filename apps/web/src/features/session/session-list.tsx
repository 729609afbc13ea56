import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { useMutation, useQuery } from '@tanstack/react-query';
import { queryClient, trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { tellFailure } from '../errors/tell-failure.ts';
import { RelativeTime } from '../language/relative-time.tsx';

/** "Firefox on Linux" from the user agent of a browser. */
function deviceOf(userAgent: string): string {
  const browser = /(Edg|Firefox|Chrome|Safari)/.exec(userAgent)?.[1]?.replace('Edg', 'Edge') ?? t`Unknown program`;
  const system = /(Windows|Android|iPhone|iPad|Mac OS|Linux)/.exec(userAgent)?.[1]?.replace('Mac OS', 'macOS');
  return system ? t`${browser} on ${system}` : browser;
}

/** The browsers in which the person is signed in. */
export function SessionList() {
  const sessions = useQuery(trpc.session.list.queryOptions());
  const revoke = useMutation(
    trpc.session.revoke.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.session.list.pathFilter()),
      onError: tellFailure(t`The device was not signed out`),
    }),
  );
  const revokeOthers = useMutation(
    trpc.session.revokeOthers.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.session.list.pathFilter()),
      onError: tellFailure(t`The other browsers were not signed out`),
    }),
  );
  if (sessions.isPending) return <Skeleton shape="rows" />;
  if (sessions.isError) return <ErrorCard error={sessions.error} onRetry={() => void sessions.refetch()} />;
  return (
    <>
      <ul className="divide-y divide-line">
        {sessions.data.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-2 py-2.5">
            <div>
              <p className="font-medium text-sm">
                {deviceOf(session.userAgent)}
                {session.current ? (
                  <span className="ms-2 text-muted">
                    <Trans>this browser</Trans>
                  </span>
                ) : null}
              </p>
              <p className="text-muted text-sm">
                <Trans>
                  Signed in <RelativeTime iso={session.createdAt} />, last used{' '}
                  <RelativeTime iso={session.lastSeenAt} />
                </Trans>
              </p>
            </div>
            {session.current ? null : (
              <Button
                size="sm"
                variant="danger"
                aria-label={t`Sign out ${{ device: deviceOf(session.userAgent) }}`}
                onClick={() => revoke.mutate({ sessionId: session.id })}
              >
                <Trans>Sign out</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.data.length > 1 ? (
        <Button className="mt-3" pending={revokeOthers.isPending} onClick={() => revokeOthers.mutate()}>
          <Trans>Sign out everywhere else</Trans>
        </Button>
      ) : null}
    </>
  );
}
