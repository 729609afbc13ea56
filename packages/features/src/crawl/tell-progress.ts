import type { CrawlOptions, CrawlProgress } from '@millrace/contract/crawl/crawl';
import type { Services } from '../services.ts';
import type { Embedded } from '../sources/embed-source.ts';
import { countByStatus } from './frontier.queries.ts';

const tellEveryMs = 500;
/** The rate is that of the last minute: what was before says little about what is left. */
const rateOverMs = 60_000;

type Sample = { at: number; done: number };

/** Counts what is done, at most twice a second, and says how fast it goes and how long it may take still. */
export function openCrawlProgress(
  { db }: Services,
  { sourceId, options, vectors }: { sourceId: string; options: CrawlOptions; vectors: Embedded },
  tell: (progress: CrawlProgress) => void,
): { say(phase: CrawlProgress['phase'], current?: string): Promise<void> } {
  const samples: Sample[] = [];
  let toldAt = 0;
  let current: string | null = null;
  let phase: CrawlProgress['phase'] = 'starting';

  const speed = (done: number, waiting: number) => {
    const now = performance.now();
    samples.push({ at: now, done });
    while (samples.length > 2 && (samples[1]?.at ?? now) < now - rateOverMs) samples.shift();
    const [first] = samples;
    if (first === undefined || now - first.at < 2_000 || done === first.done) return { perMinute: null, etaMs: null };
    const perMs = (done - first.done) / (now - first.at);
    return { perMinute: Math.round(perMs * 60_000), etaMs: Math.round(waiting / perMs) };
  };

  return {
    async say(nextPhase, url) {
      current = url ?? current;
      const now = performance.now();
      if (now - toldAt < tellEveryMs && nextPhase === phase) return;
      toldAt = now;
      phase = nextPhase;
      const { ready = 0, skipped = 0, failed = 0, queued = 0, fetching = 0 } = await countByStatus(db, sourceId);
      const newest = await db
        .selectFrom('chunks')
        .where('sourceId', '=', sourceId)
        .select('position')
        .orderBy('position', 'desc')
        .limit(1)
        .executeTakeFirst();
      const waiting = queued + fetching;
      const rate = speed(ready + skipped + failed, Math.min(waiting, Math.max(0, options.maxPages - ready)));
      // positions only grow: those behind the last one that was looked at wait for their vector
      const chunks = vectors.embedded + Math.max(0, (newest?.position ?? -1) - vectors.after);
      const { embedded } = vectors;
      tell({ phase, current, ready, skipped, failed, waiting, chunks, embedded, ...rate });
      await db.updateTable('sources').set({ skipped }).where('id', '=', sourceId).execute();
    },
  };
}
