import { purgeAttachments } from './attachments/purge-attachments.ts';
import { purgeConversations } from './chat/purge-conversations.ts';
import { sweepUploads } from './files/sweep-uploads.ts';
import { sweepRequests } from './models/sweep-requests.ts';
import { startStaleEmbeddings } from './search/start-stale-embeddings.ts';
import type { Services } from './services.ts';
import { purgeDeletedSources } from './sources/purge-deleted-sources.ts';
import { purgeDeletedWorkspaces } from './workspaces/purge-deleted-workspaces.ts';

const everyMs = 10 * 60_000;
/** What one purge takes at most; a full one is followed by another at once. */
const fullPurge = 50;

/** What a worker does beside its runs: at its start, and every ten minutes. All of it may happen in several workers at once. */
export function startHousekeeping(services: Services): { close(): Promise<void> } {
  let closed = false;
  const purge = async () => {
    await sweepUploads(services);
    await purgeDeletedWorkspaces(services);
    await purgeAttachments(services);
    await sweepRequests(services);
    for (let full = true; full && !closed; ) {
      const conversations = await purgeConversations(services);
      const { sources, files } = await purgeDeletedSources(services);
      full = [conversations, sources, files].includes(fullPurge);
    }
  };
  const guarded = (work: () => Promise<unknown>) =>
    work().catch((err: unknown) => services.log.warn({ err }, 'housekeeping is put off to the next round'));
  let running: Promise<unknown> = guarded(() => startStaleEmbeddings(services)).then(() => guarded(purge));
  const timer = setInterval(() => {
    running = running.then(() => guarded(purge));
  }, everyMs);
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}
