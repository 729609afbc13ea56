import { parseArgs } from 'node:util';
import { measureChain } from './chain.ts';
import { measureWatching } from './watching.ts';

const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '100,500,1000,1500' },
    chain: { type: 'string', default: '20,100,300,1000' },
    rate: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '8' },
  },
});
const numbers = (text: string) => text.split(',').filter(Boolean).map(Number);

const [rate, seconds] = [Number(values.rate), Number(values.seconds)];
for (const streams of numbers(values.streams)) {
  console.log(`\n${streams} streams, ${rate} events/s each, a watcher each`);
  console.table(await measureWatching({ channels: streams, watchers: streams, rate, seconds }));
}
if (numbers(values.streams).length > 0) {
  console.log(`\n1000 watchers on 20 channels, ${rate} events/s each`);
  console.table(await measureWatching({ channels: 20, watchers: 1_000, rate, seconds }));
}
for (const streams of numbers(values.chain)) {
  console.log(`\nthe whole chain, ${streams} answers at once, 5 tokens/s each`);
  console.table([await measureChain({ streams, rate: 5, seconds })]);
}
