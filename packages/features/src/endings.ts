import { readAttachment } from '@millrace/contract/attachments/attachments';
import { answerMessage } from '@millrace/contract/chat/chat';
import { nameConversation } from '@millrace/contract/chat/chat-title';
import { crawlSite, discoverLinks } from '@millrace/contract/crawl/crawl';
import type { JobName, Jobs } from '@millrace/contract/jobs/jobs';
import { embedChunks } from '@millrace/contract/search/search';
import { ingestSource } from '@millrace/contract/sources/sources';
import { endReading } from './attachments/end-reading.ts';
import { endAnswer } from './chat/end-answer.ts';
import { endNaming } from './chat/end-naming.ts';
import { endCrawl } from './crawl/end-crawl.ts';
import type { EndingOf } from './jobs/handle.ts';
import { endIngest } from './sources/end-ingest.ts';

/** How each job's runs end, without its work: servers end what a dead worker left, and execute nothing. */
export const endings: { [Name in JobName]: EndingOf<Jobs[Name]> } = {
  'chat.answer-message': { definition: answerMessage, onEnd: endAnswer },
  'chat.name-conversation': { definition: nameConversation, onEnd: endNaming },
  'chat.read-attachment': { definition: readAttachment, onEnd: endReading },
  'crawl.crawl-site': { definition: crawlSite, onEnd: endCrawl },
  'crawl.discover-links': { definition: discoverLinks },
  'search.embed-chunks': { definition: embedChunks },
  'sources.ingest-source': { definition: ingestSource, onEnd: endIngest },
};
