/** Every kind of job, one line each. */
export { readAttachment } from '../attachments/attachments.ts';
export { answerMessage } from '../chat/chat.ts';
export { nameConversation } from '../chat/chat-title.ts';
export { classifyTexts } from '../classification/classification.ts';
export { exportResults } from '../classification/results.ts';
export { crawlSite, discoverLinks } from '../crawl/crawl.ts';
export { embedChunks } from '../search/search.ts';
export { ingestSource } from '../sources/sources.ts';
