import { iterate } from '@millrace/bus/iterate';
import type { LoggedEvent } from '@millrace/bus/logged-event';
import { openBus } from '@millrace/bus/open-bus';
import type { Bus } from '@millrace/bus/port';
import { openRunLog } from '@millrace/features/test/open-run-log';
import { startRedis } from '@millrace/features/test/test-redis';
import { Redis } from 'ioredis';
import { cpuOf } from './processes.ts';
import { type Line, round } from './watching.ts';

/** What the log of one answer of so many words costs, with blocks and an entry a word. */
export async function measureLog(words: number): Promise<Line[]> {
  const server = await startRedis();
  const redis = new Redis(server.url);
  const redisPid = Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]);
  const lines: Line[] = [];
  for (const blocks of [false, true]) {
    const name = blocks ? 'blocks' : 'words';
    const bus = openBus({ redisUrl: server.url, prefix: `${name}:`, maxEntries: 100_000, onError: () => {} });
    const log = openRunLog(blocks ? bus : withoutBlocks(bus), 'run');
    const [ownBefore, redisBefore] = [process.cpuUsage(), cpuOf(redisPid)];
    let at = 0;
    for (let n = 0; n < words; n += 1) {
      const text = `word${n} `;
      log.progress({ content: { at, text } });
      at += text.length;
      await log.said();
    }
    const own = process.cpuUsage(ownBefore);
    const redisUsed = cpuOf(redisPid) - redisBefore;
    await log.end();
    const begunAt = performance.now();
    let events = 0;
    const join = (sink: Parameters<Parameters<typeof iterate<LoggedEvent>>[0]>[0]) =>
      bus.join('run:run', {}, { event: (event) => sink.push(event), gap: () => {}, fail: (error) => sink.fail(error) });
    for await (const event of iterate<LoggedEvent>(join, AbortSignal.timeout(60_000))) {
      events += 1;
      if (!event.begins('{"type":"progress"')) break;
    }
    lines.push({
      'kept as': name,
      entries: await redis.llen(`${name}:log:run:run`),
      'Redis kB': round(((await redis.memory('USAGE', `${name}:log:run:run`, 'SAMPLES', 0)) ?? 0) / 1024),
      'replayed events': events,
      'replay ms': round(performance.now() - begunAt),
      'writer CPU µs/word': round((own.user + own.system) / words),
      'Redis CPU µs/word': round((redisUsed * 1_000_000) / words),
    });
    await bus.close();
  }
  redis.disconnect();
  await server.close();
  return lines;
}

const withoutBlocks = (bus: Bus): Bus => ({
  ...bus,
  append: (channel, attempt, data) => bus.append(channel, attempt, data),
});
