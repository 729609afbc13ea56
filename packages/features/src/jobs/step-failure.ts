import { AppError, errorView } from '@millrace/contract/app-error';

/** A failure of a step with its own attempts. Its message is that of its cause. */
export class StepFailure extends AppError {
  /** Undefined: the step has no attempt left, and so the run has none. */
  readonly retryInMs: number | undefined;

  constructor(cause: unknown, retryInMs: number | undefined) {
    const { kind, reason, message } = errorView(cause);
    super(kind, reason, message, { cause });
    this.name = 'StepFailure';
    this.retryInMs = retryInMs;
  }
}
