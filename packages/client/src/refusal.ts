import type { ErrorKind } from '@millrace/contract/app-error';
import { TRPCClientError } from '@trpc/client';

/** Why the server refused a call. `kind` is a closed list to switch on, `message` can be shown to people. */
export type Refusal = {
  kind: ErrorKind;
  /** The feature's own literal, e.g. `chat.already-answering`. */
  reason: string;
  message: string;
  /** Identifies the request in the server's log. */
  requestId: string | null;
  /** Faults by input field. */
  fields?: Record<string, string[]>;
  /** Wait at least this long before another attempt. */
  retryAfterMs?: number;
};

/** The server's refusal in a thrown error; undefined when the error is not the server's: a failed connection, an abort. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data = error.data as Partial<Refusal> | undefined;
  return data?.kind === undefined ? undefined : (data as Refusal);
}
