import type { AppRouter } from '@millrace/client/create-client';
import { type Operation, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { resendLink } from './resend-refused.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = (data: object) =>
  new TRPCClientError<AppRouter>('No.', { result: { error: { code: -32029, message: 'No.', data } } as never });
const busy = refused({ kind: 'limited', reason: 'budgets.requests', retryAfterMs: 2_000 });

/** Sends an operation through the link to a server that answers with these, one after the other. */
function sendThrough(type: Operation['type'], answers: (Error | 'done')[]) {
  const outcome: { sent: number; result?: unknown } = { sent: 0 };
  const server: ReturnType<TRPCLink<AppRouter>> = () =>
    observable((observer) => {
      const answer = answers[outcome.sent];
      outcome.sent += 1;
      if (answer instanceof TRPCClientError) observer.error(answer);
      else observer.next({ result: { type: 'data', data: answer } });
    });
  const op = { id: 1, type, path: 'conversations.create', input: {}, context: {}, signal: null } satisfies Operation;
  const subscription = resendLink({})({
    op,
    next: (again) => server({ op: again, next: () => observable(() => {}) }),
  }).subscribe({
    next: ({ result }) => {
      outcome.result = 'data' in result ? result.data : undefined;
    },
    error: (error) => {
      outcome.result = error;
    },
  });
  return { outcome, leave: () => subscription.unsubscribe() };
}

test('a change that found no room is sent again when the server says, until it is done', () => {
  const { outcome } = sendThrough('mutation', [busy, busy, 'done']);
  vi.advanceTimersByTime(1_999);
  expect(outcome).toEqual({ sent: 1 });
  vi.advanceTimersByTime(2_001);
  expect(outcome).toEqual({ sent: 3, result: 'done' });
});

test('after three more tries the person is told', () => {
  const { outcome } = sendThrough('mutation', [busy, busy, busy, busy, 'done']);
  vi.runAllTimers();
  expect(outcome).toEqual({ sent: 4, result: busy });
});

test('what was refused for another reason, and a query, is not sent again', () => {
  const throttled = refused({ kind: 'limited', reason: 'session.throttled', retryAfterMs: 60_000 });
  const conflict = refused({ kind: 'conflict', reason: 'chat.already-answering' });
  for (const error of [throttled, conflict]) {
    const { outcome } = sendThrough('mutation', [error, 'done']);
    vi.runAllTimers();
    expect(outcome).toEqual({ sent: 1, result: error });
  }
  const { outcome } = sendThrough('query', [busy, 'done']);
  vi.runAllTimers();
  expect(outcome).toEqual({ sent: 1, result: busy });
});

test('whoever leaves while a change waits does not send it again', () => {
  const { outcome, leave } = sendThrough('mutation', [busy, 'done']);
  leave();
  vi.runAllTimers();
  expect(outcome).toEqual({ sent: 1 });
});
