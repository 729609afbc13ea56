import { z } from 'zod';
import type { RunView } from '../jobs/job-event.ts';
import type { SubjectKind } from '../jobs/subjects.ts';

/** What the feed reports as changed: runs, and whatever features have declared as subjects. */
export type FeedKind = 'run' | SubjectKind;

/**
 * Something has changed: read it again if it is shown. `changed` is null when events were missed: read everything again. A page that meets a
 * kind it does not know ignores it: the server may be newer. A run comes with its view, since runs move twice a second.
 */
export type FeedEvent = { changed: { kind: string; id: string } | null; run?: RunView };

/** `workspaceId: null` is the instance itself, which only its owner may watch. */
export const feedInput = z.object({
  workspaceId: z.uuid().nullable(),
  /** The id of the last event that was received; the stream continues after it. */
  lastEventId: z.string().max(80).nullish(),
});
