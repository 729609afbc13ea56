// A process that publishes to many channels at an even rate: node publish.ts '{"redisUrl","prefix","channels","rate","seconds"}'
import { setTimeout as sleep } from 'node:timers/promises';
import { openBus } from '@millrace/bus/open-bus';

type Order = { redisUrl: string; prefix: string; channels: string[]; rate: number; seconds: number };

const { redisUrl, prefix, channels, rate, seconds } = JSON.parse(process.argv[2] ?? '') as Order;
const bus = openBus({ redisUrl, prefix, onError: (error) => console.error(error) });
const total = channels.length * rate * seconds;
const text = 'and thirty more letters of text';
const startedAt = performance.now();
let failed = 0;

for (let said = 0; said < total; ) {
  const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * channels.length * rate));
  for (; said < due; said += 1) {
    // microseconds of the machine's own clock, which all processes share
    const at = Number(process.hrtime.bigint() / 1_000n);
    const event = `{"type":"progress","progress":{"text":"clock${at} ${text}"}}`;
    bus.append(channels[said % channels.length] as string, 1, event).catch(() => {
      failed += 1;
    });
  }
  await sleep(1);
}
await sleep(500);
await bus.close();
process.stdout.write(`${JSON.stringify({ said: total, failed })}\n`);
