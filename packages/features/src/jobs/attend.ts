import type { Sink } from '@millrace/bus/iterate';
import type { JoinAt, LoggedEvent } from '@millrace/bus/port';
import { isDatabaseAway } from '@millrace/db/database-away';
import type { Services } from '../services.ts';

/** How often a stream looks at its watcher's rights, whatever flows. */
const tickMs = 3_000;

export type Attendance = {
  channel: string;
  position: JoinAt;
  /** Throws once the watcher may no longer watch. */
  stillAllowed: () => Promise<void>;
  /** After an event was pushed. True: it was the last one. */
  isEnd?: (event: LoggedEvent) => false | Promise<boolean>;
  /** What stands for that which the log no longer has, and whether it is the end. */
  onGap: () => Promise<End>;
  /** What else is to be told now and then. */
  onTick?: () => Promise<End>;
};
export type End = { event?: LoggedEvent; ended: boolean };

/**
 * One watcher at a channel, from where it left off: hands on what comes as it comes, and looks after rights and rows beside it. A
 * database that is away for a moment ends no stream. Returns the way out.
 */
export function attend(services: Services, attendance: Attendance, sink: Sink<LoggedEvent>): () => void {
  const { channel, position, stillAllowed, isEnd, onGap, onTick } = attendance;
  let over = false;
  let looking = false;
  const leave = () => {
    over = true;
    clearInterval(ticking);
    out();
  };
  const fail = (error: unknown) => {
    if (over) return;
    leave();
    sink.fail(error);
  };
  const tell = async ({ event, ended }: End): Promise<void> => {
    if (over) return;
    if (event) await sink.push(event);
    if (ended) finish();
  };
  const finish = () => {
    if (over) return;
    leave();
    sink.end();
  };
  const tick = async () => {
    if (looking) return;
    looking = true;
    try {
      await stillAllowed();
      if (onTick) await tell(await onTick());
    } catch (error) {
      if (!isDatabaseAway(error)) return fail(error);
      services.log.warn({ err: error }, 'a stream could not be looked after');
    } finally {
      looking = false;
    }
  };
  const ticking = setInterval(() => void tick(), tickMs);
  const out = services.bus.join(channel, position, {
    event(event) {
      if (over) return;
      const pushed = sink.push(event);
      const end = isEnd?.(event);
      return end ? Promise.all([end, pushed]).then(([ended]) => void (ended && finish())) : pushed;
    },
    gap: async () => tell(await onGap()),
    fail,
  });
  return leave;
}
