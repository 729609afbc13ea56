import type { Sink } from '@millrace/bus/iterate';
import type { JoinAt, LoggedEvent } from '@millrace/bus/port';
import type { Services } from '../services.ts';
import { type Right, roundsOf } from './rounds.ts';

export type Attendance = {
  channel: string;
  position: JoinAt;
  right: Right;
  /** The run that is watched, where it is one. */
  runId?: string;
  /** Asked after an event was pushed. True: it was the last one. */
  isEnd?: (event: LoggedEvent) => false | Promise<boolean>;
  /** What stands for that which the log no longer has, and whether it is the end. */
  read: () => Promise<End>;
};
export type End = { event?: LoggedEvent; ended: boolean };

/**
 * One watcher at a channel, from where it left off: hands on what comes as it comes; rights and rows are looked after beside it.
 * Returns the way out.
 */
export function attend(services: Services, attendance: Attendance, sink: Sink<LoggedEvent>): () => void {
  const { channel, position, right, runId, isEnd, read } = attendance;
  let over = false;
  const leave = () => {
    over = true;
    leaveRounds();
    leaveChannel();
  };
  const finish = () => {
    if (over) return;
    leave();
    sink.end();
  };
  const fail = (error: unknown) => {
    if (over) return;
    leave();
    sink.fail(error);
  };
  const tell = async (): Promise<void> => {
    const { event, ended } = await read();
    if (over) return;
    if (event) await sink.push(event);
    if (ended) finish();
  };
  const leaveRounds = roundsOf(services).add({ right, runId, onEnded: () => void tell().catch(fail), fail });
  const leaveChannel = services.bus.join(channel, position, {
    event(event) {
      if (over) return;
      const pushed = sink.push(event);
      const end = isEnd?.(event);
      if (!end) return pushed;
      return Promise.all([end, pushed]).then(([ended]) => {
        if (ended) finish();
      });
    },
    gap: tell,
    fail,
  });
  return leave;
}
