/** Every slice that answers requests, one line each. */

export { apiKeysServer } from './api-keys/server.ts';
export { attachmentsServer } from './attachments/server.ts';
export { chatServer } from './chat/server.ts';
export { classificationServer } from './classification/server.ts';
export { crawlServer } from './crawl/server.ts';
export { feedServer } from './feed/server.ts';
export { filesServer } from './files/server.ts';
export { jobsServer } from './jobs/server.ts';
export { modelsServer } from './models/server.ts';
export { recordsServer } from './records/server.ts';
export { schemesServer } from './schemes/server.ts';
export { searchServer } from './search/server.ts';
export { sourcesServer } from './sources/server.ts';
export { systemServer } from './system/server.ts';
export { workspacesServer } from './workspaces/server.ts';
