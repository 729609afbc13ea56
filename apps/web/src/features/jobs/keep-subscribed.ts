import { client } from '../../trpc.ts';
import { failureOf } from '../errors/failure.ts';
import { sessionExpiry } from '../errors/session-expiry.ts';
import { shownPerson } from './streams/shown-person.ts';
import type { Handlers } from './streams/stream-link.ts';

export type Connection = 'live' | 'reconnecting' | 'offline';
type Unsubscribable = { unsubscribe: () => void };

type Options<Event> = {
  /** Subscribes after the event with that id. */
  open: (lastEventId: string | undefined, handlers: Handlers<Event>) => Unsubscribable;
  onEvent: (event: Event) => void;
  onConnection?: (connection: Connection) => void;
  /** An error that another attempt cannot cure, such as a run of another workspace. */
  onRefused?: (error: unknown) => void;
  /** Closed while the tab is hidden: nobody sees what it would show, and the server has less to send. */
  pauseWhenHidden?: boolean;
};

const longestWaitMs = 15_000;
const hiddenGraceMs = 10_000;

/**
 * A stream that does not open may mean that the session has expired, or that somebody else has signed in meanwhile. Only a plain request
 * can find that out.
 */
async function noticeExpiry(): Promise<void> {
  const { user } = await client.session.me.query();
  if (user?.id !== shownPerson()) sessionExpiry.notice();
}

/**
 * Keeps a subscription open through lost connections, sleep and server restarts; it resumes after the last event it received.
 * Returns the function that closes it.
 */
export function keepSubscribed<Event>(options: Options<Event>): () => void {
  let lastEventId: string | undefined;
  let current: Unsubscribable | undefined;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  const close = () => {
    clearTimeout(timer);
    current?.unsubscribe();
    current = undefined;
  };

  const retry = () => {
    close();
    const waitMs = Math.min(longestWaitMs, 500 * 2 ** failures++);
    timer = setTimeout(open, waitMs);
  };

  function open(): void {
    close();
    if (over || (options.pauseWhenHidden && document.hidden)) return;
    if (!navigator.onLine) {
      options.onConnection?.('offline');
      return;
    }
    const handlers: Handlers<Event> = {
      onData: ({ id, data }) => {
        lastEventId = id;
        failures = 0;
        options.onEvent(data);
      },
      onLive: () => {
        failures = 0;
        options.onConnection?.('live');
      },
      onLost: () => {
        options.onConnection?.('reconnecting');
        noticeExpiry().catch(() => undefined);
      },
      onError: (error) => {
        const failure = failureOf(error);
        options.onConnection?.('reconnecting');
        // the browser does not report why a stream failed; only an error in our own shape is final
        if (failure.kind === 'offline') noticeExpiry().catch(() => undefined);
        else if (failure.kind === 'unauthenticated') sessionExpiry.notice();
        else if (!failure.retryable) options.onRefused?.(error);
        retry();
      },
    };
    options.onConnection?.('reconnecting');
    current = options.open(lastEventId, handlers);
  }

  const onOffline = () => {
    close();
    options.onConnection?.('offline');
  };
  const onVisibility = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(close, hiddenGraceMs);
    else if (current === undefined) open();
  };

  const forgetExpiry = sessionExpiry.onOver(open);
  window.addEventListener('online', open);
  window.addEventListener('offline', onOffline);
  if (options.pauseWhenHidden) document.addEventListener('visibilitychange', onVisibility);
  open();

  return () => {
    over = true;
    close();
    forgetExpiry();
    window.removeEventListener('online', open);
    window.removeEventListener('offline', onOffline);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
