import type { JobName, Jobs } from '@millrace/contract/jobs/jobs';
import { readAttachmentHandler } from './attachments/read-attachment.handler.ts';
import { answerMessageHandler } from './chat/answer-message.handler.ts';
import { nameConversationHandler } from './chat/name-conversation.handler.ts';
import { crawlSiteHandler } from './crawl/crawl-site.handler.ts';
import { discoverLinksHandler } from './crawl/discover-links.handler.ts';
import type { Handler } from './jobs/handle.ts';
import { embedChunksHandler } from './search/embed-chunks.handler.ts';
import { ingestSourceHandler } from './sources/ingest-source.handler.ts';

/** Every job's work, one line each; a definition without one does not compile. The worker alone imports this. */
export const handlers: { [Name in JobName]: Handler<Jobs[Name]> } = {
  'chat.answer-message': answerMessageHandler,
  'chat.name-conversation': nameConversationHandler,
  'chat.read-attachment': readAttachmentHandler,
  'crawl.crawl-site': crawlSiteHandler,
  'crawl.discover-links': discoverLinksHandler,
  'search.embed-chunks': embedChunksHandler,
  'sources.ingest-source': ingestSourceHandler,
};
