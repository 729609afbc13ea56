import { AppError } from '@millrace/contract/app-error';
import type { FeedEvent } from '@millrace/contract/feed/feed';
import type { Topic } from '@millrace/contract/jobs/topics';
import { watchFeed } from '../../feed/watch-feed.ts';
import { watcher } from '../../feed/watcher.ts';
import type { Services } from '../../services.ts';
import { type Caller, requireRole } from '../../session/authenticate.ts';
import { findRunWorkspace } from '../jobs.queries.ts';
import { runWatcher } from '../run-watcher.ts';
import { watchRun } from '../watch-run.ts';
import type { OpenTopic } from './join-topics.ts';

const gap: FeedEvent = { changed: null };

/** The streams of some topics, each with the rights that it needs by itself: one that is refused does not hinder the others. */
export function openTopics(services: Services, caller: Caller, topics: Topic[]): Promise<OpenTopic[]> {
  return Promise.all(
    topics.map(async (topic): Promise<OpenTopic> => {
      try {
        return { key: topic.key, open: await openTopic(services, caller, topic) };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return { key: topic.key, error };
      }
    }),
  );
}

async function openTopic(services: Services, caller: Caller, topic: Topic) {
  const workspaceId = 'runId' in topic ? await findRunWorkspace(services.db, topic.runId, caller) : topic.workspaceId;
  await requireRole(services.db, caller, workspaceId, 'viewer');
  const scope = { services, caller, workspaceId: workspaceId as string | null };
  return 'runId' in topic
    ? watchRun(services, topic.runId, runWatcher(scope, topic))
    : watchFeed(services, topic.workspaceId, { ...watcher(scope, topic), gap });
}
