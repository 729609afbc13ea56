import type { Open, Sink } from '@millrace/bus/iterate';
import { LoggedEvent } from '@millrace/bus/logged-event';
import { type ErrorView, errorView } from '@millrace/contract/app-error';
import type { TopicEvent } from '@millrace/contract/jobs/topic-event';
import { asAppError } from '@millrace/db/database-away';

/** A stream by the key that its watcher knows it by, or why there is none. */
export type OpenTopic = { key: string; open: Open<LoggedEvent> } | { key: string; error: unknown };

/** Several streams as one, whose events are JSON of `TopicEvent` with the ids that they have in their own. Ends with the last of them. */
export function joinTopics(topics: OpenTopic[], onFailure: (error: unknown) => void): Open<LoggedEvent> {
  return (sink) => {
    let left = topics.length;
    let over = false;
    const end = (how: TopicEvent) => {
      if (over) return;
      void sink.push(LoggedEvent.of('end', JSON.stringify(how)));
      left -= 1;
      if (left === 0) sink.end();
    };
    const fail = (key: string, cause: unknown) => {
      const error: ErrorView = errorView(asAppError(cause));
      if (error.kind === 'internal') onFailure(cause);
      end({ key, error });
    };
    const leaves: (() => void)[] = [];
    for (const topic of topics) {
      if ('open' in topic) leaves.push(topic.open(new TopicSink(topic.key, sink, end, fail)));
      // not before the caller has the way out: the last end ends the whole
      else queueMicrotask(() => fail(topic.key, topic.error));
    }
    return () => {
      over = true;
      for (const leave of leaves) leave();
    };
  };
}

/** Where the events of one of the streams go. */
class TopicSink implements Sink<LoggedEvent> {
  readonly #key: string;
  readonly #opening: string;
  readonly #sink: Sink<LoggedEvent>;
  readonly #end: (how: TopicEvent) => void;
  readonly #fail: (key: string, error: unknown) => void;

  constructor(
    key: string,
    sink: Sink<LoggedEvent>,
    end: (how: TopicEvent) => void,
    fail: (key: string, error: unknown) => void,
  ) {
    this.#key = key;
    this.#opening = `{"key":"${key}","event":`;
    this.#sink = sink;
    this.#end = end;
    this.#fail = fail;
  }

  /** The bytes of the event are put between those of its envelope, and not decoded. */
  push({ octets, idLength }: LoggedEvent): void | Promise<void> {
    const id = octets.slice(0, idLength + 1);
    return this.#sink.push(new LoggedEvent(`${id}${this.#opening}${octets.slice(idLength + 1)}}`));
  }

  end(): void {
    this.#end({ key: this.#key, ended: true });
  }

  fail(error: unknown): void {
    this.#fail(this.#key, error);
  }
}
