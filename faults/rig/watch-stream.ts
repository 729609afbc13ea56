import http from 'node:http';
import { type AnswerProgress, type AnswerState, answerMessage } from '@millrace/contract/chat/chat';
import { endsRun, isFinal, type JobEvent } from '@millrace/contract/jobs/job-event';

type AnswerEvent = JobEvent<AnswerState, AnswerProgress>;
/** A watcher's place: the last event it got, and what it had folded by then. */
export type Place = { id: string; state: AnswerState };
export type Received = { text: string; events: number; ended: boolean; status: string | undefined; cuts: number };

/**
 * Watches an answer as a browser on a bad line would: every so often the connection is destroyed in mid-stream, and the next one goes on
 * after the last event id, on another server if there is one. Folds with the contract's own function.
 */
export async function watchWithCuts(options: {
  urls: string[];
  apiKey: string;
  runId: string;
  cuts: number;
  random: () => number;
  /** Where it left off before. */
  from?: Place;
  onEvent?: (place: Place) => void;
}): Promise<Received> {
  const received: Received = { text: '', events: 0, ended: false, status: undefined, cuts: 0 };
  let state = options.from?.state ?? answerMessage.initial;
  let lastEventId = options.from?.id;
  for (let connection = 0; !received.ended && connection < options.cuts + 50; connection += 1) {
    const url = options.urls[connection % options.urls.length] as string;
    const cutAfter = received.cuts < options.cuts ? 1 + Math.floor(options.random() * 6) : Number.POSITIVE_INFINITY;
    let seen = 0;
    await stream(url, options.apiKey, options.runId, lastEventId, (id, event) => {
      lastEventId = id;
      received.events += 1;
      if (event.type === 'snapshot') state = event.state;
      else if (event.type === 'started') state = answerMessage.initial;
      else if (event.type === 'progress') state = answerMessage.fold(state, event.progress);
      options.onEvent?.({ id, state });
      received.ended = endsRun(event);
      received.status = event.type === 'snapshot' && isFinal(event.status) ? event.status : event.type;
      seen += 1;
      return !received.ended && seen >= cutAfter;
    }).then((cut) => {
      if (cut) received.cuts += 1;
    });
  }
  received.text = state.content;
  return received;
}

/** Watches a run to its end over a good line. */
export const watch = ({ urls, apiKey }: { urls: string[]; apiKey: string }, runId: string): Promise<Received> =>
  watchWithCuts({ urls: urls.slice(0, 1), apiKey, runId, cuts: 0, random: Math.random });

/** One connection. `onEvent` returns true to cut it. Resolves with whether it was cut. */
function stream(
  url: string,
  apiKey: string,
  runId: string,
  lastEventId: string | undefined,
  onEvent: (id: string, event: AnswerEvent) => boolean,
): Promise<boolean> {
  const input = encodeURIComponent(JSON.stringify({ runId, lastEventId }));
  return new Promise((resolve) => {
    let cut = false;
    const request = http.get(
      `${url}/trpc/jobs.watch?input=${input}`,
      { headers: { authorization: `Bearer ${apiKey}`, accept: 'text/event-stream' } },
      (response) => {
        response.setEncoding('utf8');
        let buffer = '';
        response.on('data', (part: string) => {
          buffer += part;
          for (let end = buffer.indexOf('\n\n'); end >= 0 && !cut; end = buffer.indexOf('\n\n')) {
            const block = buffer.slice(0, end).trimStart();
            buffer = buffer.slice(end + 2);
            const id = /^id: (.*)$/m.exec(block)?.[1];
            const data = /^data: (.*)$/m.exec(block)?.[1];
            if (id === undefined || data === undefined) continue;
            if (onEvent(id, JSON.parse(data))) {
              cut = true;
              request.destroy();
            }
          }
        });
      },
    );
    request.on('error', () => {});
    request.on('close', () => resolve(cut));
  });
}

/** A small seeded generator (mulberry32), so that a failing run can be repeated. */
export function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
