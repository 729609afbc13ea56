import { z } from 'zod';
import { feedInput } from '../feed/feed.ts';
import { watchRunInput } from './jobs.ts';
import { mostTopics } from './topic-event.ts';

/** Unique within its connection. */
const key = z.string().regex(/^\w{1,20}$/, 'A key has up to 20 letters and digits');
/** A run as `jobs.watch` takes it, or the changes of a workspace as `feed.changes` does. */
const topic = z.union([watchRunInput.extend({ key }), feedInput.extend({ key })]);
export type Topic = z.infer<typeof topic>;

export const watchTopicsInput = z.object({
  /** Who watches: the stream is refused if the session has become somebody else's. */
  userId: z.uuid(),
  topics: z.array(topic).min(1).max(mostTopics, `A connection carries at most ${mostTopics} topics`),
});
