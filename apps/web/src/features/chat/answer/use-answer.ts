import { type AnswerState, emptyAnswer, foldAnswer } from '@millrace/contract/chat/answer-state';
import type { AnswerProgress, MessageView } from '@millrace/contract/chat/chat';
import { useEffect, useEffectEvent, useState } from 'react';
import { queryClient, trpc } from '../../../trpc.ts';
import { watchRun } from '../../jobs/watch-run.ts';

/** Reads a conversation's messages and queued questions again; the stored answer replaces the streamed one. */
export const refreshMessages = (conversationId: string) =>
  Promise.all([
    queryClient.invalidateQueries(trpc.chat.messages.queryFilter({ conversationId })),
    queryClient.invalidateQueries(trpc.nextMessages.list.queryFilter({ conversationId })),
  ]);

const rewatchMs = 2_000;

/** Milliseconds between two renders: a reader sees no more, and the page has time for other work. */
const paceMs = 33;
/** A render that took longer than this is followed by a longer pause: a slow device, or a table of hundreds of rows. */
const easyMs = 25;
const longestPauseMs = 1_000;

/** Passes on the latest of many states at a pace that leaves the page time: a fast model writes more often than a screen can show. */
function paced(show: (state: AnswerState) => void): { push: (state: AnswerState) => void; stop: () => void } {
  let frame = 0;
  let latest: AnswerState | undefined;
  let shownAtMs = 0;
  let pauseMs = paceMs;
  let drawing = false;
  const onFrame = (nowMs: number) => {
    if (drawing) {
      const tookMs = nowMs - shownAtMs;
      pauseMs = tookMs > easyMs ? Math.min(3 * tookMs, longestPauseMs) : paceMs;
      drawing = false;
    }
    if (latest !== undefined && nowMs - shownAtMs >= pauseMs) {
      show(latest);
      latest = undefined;
      shownAtMs = nowMs;
      drawing = true;
    }
    frame = drawing || latest !== undefined ? requestAnimationFrame(onFrame) : 0;
  };
  return {
    push: (state) => {
      latest = state;
      frame ||= requestAnimationFrame(onFrame);
    },
    stop: () => cancelAnimationFrame(frame),
  };
}

/** The answer as it is now: its row, or while it is written what the stream has brought so far. */
export function useAnswer(row: MessageView): AnswerState {
  const { id, conversationId, runId } = row;
  const streaming = row.status === 'streaming';
  const [live, setLive] = useState<{ runId: string; state: AnswerState }>();
  const [round, setRound] = useState(0);
  /** What a continued answer already has; a new one has nothing. */
  const stored = useEffectEvent(
    (): AnswerState => ({ ...emptyAnswer, content: row.content, reasoning: row.reasoning }),
  );

  useEffect(() => {
    if (!streaming || runId === null) return;
    const frames = paced((state) => setLive({ runId, state }));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = watchRun<AnswerState, AnswerProgress>({
      runId,
      fold: foldAnswer,
      initial: stored(),
      onState: frames.push,
      onEnd: () => {
        void refreshMessages(conversationId);
        // if the row still says "streaming" then, the run continues in a way that this watcher missed
        timer = setTimeout(() => setRound((before) => before + 1), rewatchMs);
      },
    });
    return () => {
      clearTimeout(timer);
      frames.stop();
      stop();
    };
  }, [id, runId, streaming, conversationId, round]);

  if (streaming && live?.runId === runId) return live.state;
  return { step: '', content: row.content, reasoning: row.reasoning };
}
