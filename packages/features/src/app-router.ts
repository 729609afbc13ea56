import { apiKeysRouter } from './api-keys/api-keys.router.ts';
import { attachmentsRouter } from './attachments/attachments.router.ts';
import { chatRouter } from './chat/chat.router.ts';
import { conversationsRouter } from './chat/conversations.router.ts';
import { nextMessagesRouter } from './chat/next-messages.router.ts';
import { crawlRouter } from './crawl/crawl.router.ts';
import { itemVersionsRouter } from './crawl/item-versions.router.ts';
import { filesRouter } from './files/files.router.ts';
import { jobsRouter } from './jobs/jobs.router.ts';
import { modelsRouter } from './models/models.router.ts';
import { chunksRouter } from './records/chunks.router.ts';
import { recordsRouter } from './records/records.router.ts';
import { searchRouter } from './search/search.router.ts';
import { sessionRouter } from './session/session.router.ts';
import { sourcesRouter } from './sources/sources.router.ts';
import { systemRouter } from './system/system.router.ts';
import { mergeRouters, router } from './trpc.ts';
import { workspacesRouter } from './workspaces/workspaces.router.ts';

/** Everything that can be asked of Millrace, one line a feature. */
export const appRouter = router({
  apiKeys: apiKeysRouter,
  attachments: attachmentsRouter,
  chat: chatRouter,
  chunks: chunksRouter,
  conversations: conversationsRouter,
  files: filesRouter,
  jobs: jobsRouter,
  models: modelsRouter,
  nextMessages: nextMessagesRouter,
  records: recordsRouter,
  search: searchRouter,
  session: sessionRouter,
  sources: mergeRouters(sourcesRouter, crawlRouter, itemVersionsRouter),
  system: systemRouter,
  workspaces: workspacesRouter,
});
export type AppRouter = typeof appRouter;
