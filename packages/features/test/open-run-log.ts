import type { Bus } from '@millrace/bus/port';
import { type AnswerProgress, answerMessage } from '@millrace/contract/chat/chat';
import { RunLog } from '../src/jobs/run-log.ts';

/** The log of an answer, without a run. `said` resolves when Redis has taken what was said. */
export function openRunLog(bus: Bus, runId: string) {
  let taken: Promise<unknown> = Promise.resolve();
  const log = new RunLog({
    bus: {
      ...bus,
      append: (...args) => {
        const result = bus.append(...args);
        taken = result;
        return result;
      },
    },
    definition: answerMessage,
    runId,
    attempt: 1,
    onFenced: () => {},
    snapshot: () => ({ type: 'started', attempt: 1 }),
  });
  return {
    progress: (progress: AnswerProgress) => log.progress(progress),
    async said() {
      await taken;
      // and the log has heard of it
      await new Promise(setImmediate);
    },
    end: () => log.say({ type: 'succeeded', result: null }),
  };
}
