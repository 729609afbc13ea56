import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { CopyButton } from '@millrace/ui/controls/copy-button';
import { CircleAlert, RotateCcw, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { failureOf, failureTitle } from './failure.ts';

/** `onRetry` is offered where another attempt may help. */
type Props = { error: unknown; onRetry?: () => void; title?: string; children?: ReactNode };

/** A section that could not be shown: what happened, why, and what to do. The rest of the page keeps working. */
export function ErrorCard({ error, onRetry, title, children }: Props) {
  const failure = failureOf(error);
  const Icon = failure.kind === 'offline' ? WifiOff : CircleAlert;
  const details = `${failure.kind} · ${failure.reason} · request ${failure.requestId ?? 'unknown'} · ${failure.message}`;
  return (
    <div role="alert" className="flex gap-3 rounded-lg border border-line bg-surface p-4">
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-bad" />
      <div className="min-w-0">
        <p className="font-semibold">{title ?? failureTitle(failure.kind)}</p>
        <p className="text-muted">{failure.message}</p>
        {failure.requestId ? (
          <p className="mt-1 font-mono text-muted text-xs">
            <Trans>Request {{ requestId: failure.requestId }}</Trans>
          </p>
        ) : null}
        <div className="mt-3 flex flex-wrap gap-2">
          {onRetry && failure.retryable ? (
            <Button size="sm" onClick={onRetry} icon={<RotateCcw aria-hidden className="size-4" />}>
              <Trans>Retry</Trans>
            </Button>
          ) : null}
          {failure.requestId ? <CopyButton look="button" label={t`Copy details`} text={() => details} /> : null}
          {children}
        </div>
      </div>
    </div>
  );
}

/** Why a form was refused; stands above its button. */
export const FormError = ({ error }: { error: unknown }) =>
  error ? (
    <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad text-sm">
      {failureOf(error).message}
    </p>
  ) : null;
