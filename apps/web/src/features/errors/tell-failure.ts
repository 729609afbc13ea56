import { t } from '@lingui/core/macro';
import { notifyError } from '@millrace/ui/overlays/toast';
import { failureOf } from './failure.ts';

/** For `onError` of an action without a form of its own. An expired session shows its dialog instead. */
export const tellFailure =
  (title: string, retry?: () => void) =>
  (error: unknown): void => {
    const failure = failureOf(error);
    if (failure.kind === 'unauthenticated') return;
    const detail = failure.requestId
      ? t`${{ message: failure.message }} (request ${{ requestId: failure.requestId.slice(0, 8) }})`
      : failure.message;
    notifyError({ title, detail, action: retry && { label: t`Retry`, onClick: retry } });
  };
