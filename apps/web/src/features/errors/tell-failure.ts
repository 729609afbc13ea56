import { notifyError } from '@millrace/ui/toast';
import { failureOf } from './failure.ts';

/** For `onError` of an action without a form of its own. The expired session speaks through its dialog instead. */
export const tellFailure =
  (title: string, retry?: () => void) =>
  (error: unknown): void => {
    const failure = failureOf(error);
    if (failure.kind === 'unauthenticated') return;
    const detail = failure.requestId
      ? `${failure.message} (request ${failure.requestId.slice(0, 8)})`
      : failure.message;
    notifyError({ title, detail, action: retry && { label: 'Retry', onClick: retry } });
  };
