import type { ServerResponse } from 'node:http';
import type { Knobs } from './knobs.ts';
import type { Schedule } from './schedule.ts';

export type Script = {
  model: string;
  knobs: Knobs;
  pieces: string[];
  finish: 'stop' | 'length';
  promptTokens: number;
  withUsage: boolean;
};

/** Tokens written in one turn when no rate is asked for; the next turn lets others have theirs. */
const burst = 64;
const stuckMs = 5;

/** Streams a script as server-sent events. Calls `done` once its last byte is handed to the socket or the fault has happened. */
export function playStream(script: Script, response: ServerResponse, schedule: Schedule, done: () => void): void {
  const { knobs } = script;
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  response.flushHeaders();
  const send = eventWriter(script, response);
  const total = knobs.reasoning + script.pieces.length;
  const startAt = performance.now() + knobs.ttft;
  const dueAt = (n: number) => (knobs.tps > 0 ? startAt + (n * 1000) / knobs.tps : startAt);
  let sent = 0;

  schedule.add(startAt, (now) => {
    if (response.destroyed || response.writableEnded) return undefined;
    if (response.writableNeedDrain) return now + stuckMs;
    for (let inBurst = 0; inBurst < burst && dueAt(sent) <= now; inBurst++) {
      if (sent === knobs.cut) {
        done();
        // Writes of this turn are still corked: the empty one is called back once they are out.
        response.socket?.write('', () => response.socket?.destroy());
        return undefined;
      }
      if (sent === knobs.hang) return undefined;
      if (sent === knobs.malformed) response.write('data: {"id":"scripted","choices":[{"delta":{"content":"oo\n\n');
      if (sent === knobs.wrongSchema) response.write('data: {"choices":[{"delta":{"content":{"parts":[1,2]}}}]}\n\n');
      if (sent >= total) {
        send.end();
        done();
        return undefined;
      }
      if (sent < knobs.reasoning) send.delta({ reasoning_content: `${sent === 0 ? '' : ' '}r${sent}` });
      else
        send.delta({ content: knobs.text === 'clock' ? clockWord() : (script.pieces[sent - knobs.reasoning] ?? '') });
      sent++;
    }
    return Math.max(dueAt(sent), now);
  });
}

/** When it was said, in microseconds of the machine's clock: what a bench measures a chain by. */
const clockWord = () => ` clock${process.hrtime.bigint() / 1_000n}`;

function eventWriter(script: Script, response: ServerResponse) {
  const id = `scripted-${Math.random().toString(36).slice(2, 10)}`;
  const created = Math.floor(Date.now() / 1000);
  const head = { id, object: 'chat.completion.chunk', created, model: script.model };
  // Written a hundred thousand times in a bench: what never changes is put together once.
  const before = `data: ${JSON.stringify(head).slice(0, -1)},"choices":[{"index":0,"delta":`;
  const usage = usageOf(script);
  return {
    delta: (delta: object) => response.write(`${before}${JSON.stringify(delta)},"finish_reason":null}]}\n\n`),
    end: () => {
      const last = `${before}{},"finish_reason":"${script.finish}"}]}\n\n`;
      const tail = script.withUsage ? `data: ${JSON.stringify({ ...head, choices: [], usage })}\n\n` : '';
      response.end(`${last}${tail}data: [DONE]\n\n`);
    },
  };
}

/** The same without streaming: one JSON body once all tokens would have been sent. */
export function playWhole(script: Script, response: ServerResponse, schedule: Schedule, done: () => void): void {
  const { knobs } = script;
  const total = knobs.reasoning + script.pieces.length;
  const wait = knobs.ttft + (knobs.tps > 0 ? (total * 1000) / knobs.tps : 0);
  if (knobs.hang !== undefined) return;
  schedule.add(performance.now() + wait, () => {
    done();
    if (knobs.cut !== undefined) {
      response.socket?.destroy();
      return undefined;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(knobs.malformed !== undefined ? '{"id":"scripted","choi' : JSON.stringify(completion(script)));
    return undefined;
  });
}

function completion(script: Script): object {
  const reasoning = Array.from({ length: script.knobs.reasoning }, (_, n) => `r${n}`).join(' ');
  const content = script.pieces.join('');
  const message = { role: 'assistant', content, ...(reasoning && { reasoning_content: reasoning }) };
  return {
    id: 'scripted',
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: script.model,
    choices: [{ index: 0, message, finish_reason: script.finish }],
    usage: usageOf(script),
  };
}

function usageOf(script: Script): object {
  const completionTokens = script.knobs.reasoning + script.pieces.length;
  return {
    prompt_tokens: script.promptTokens,
    completion_tokens: completionTokens,
    total_tokens: script.promptTokens + completionTokens,
  };
}
