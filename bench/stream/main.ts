import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureChain } from './chain.ts';
import { measureLog } from './log.ts';
import { measureWatching, servers } from './watching.ts';

const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '100,500,1000,1500' },
    fan: { type: 'string', default: '1000' },
    chain: { type: 'string', default: '20,100,300,1000' },
    'chain-rate': { type: 'string', default: '5' },
    'chain-seconds': { type: 'string', default: '20' },
    log: { type: 'string', default: '20000' },
    rate: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '8' },
    repeat: { type: 'string', default: '1' },
    servers: { type: 'string', default: 'raw,trpc,direct' },
    profile: { type: 'string' },
  },
});
const numbers = (text: string) => text.split(',').filter(Boolean).map(Number);

const wanted = values.servers.split(',');
const common = {
  rate: Number(values.rate),
  seconds: Number(values.seconds),
  repeat: Number(values.repeat),
  servers: servers.filter((name) => wanted.some((word) => name.toLowerCase().includes(word))),
  profile: values.profile,
};
if (values.profile) mkdirSync(values.profile, { recursive: true });

for (const streams of numbers(values.streams)) {
  console.log(`\n${streams} streams, ${common.rate} events/s each, a watcher each`);
  console.table(await measureWatching({ channels: streams, watchers: streams, ...common }));
}
for (const watchers of numbers(values.fan)) {
  console.log(`\n${watchers} watchers on 20 channels, ${common.rate} events/s each`);
  console.table(await measureWatching({ channels: 20, watchers, ...common }));
}
for (const words of numbers(values.log)) {
  console.log(`\nthe log of an answer of ${words} words`);
  console.table(await measureLog(words));
}
for (const streams of numbers(values.chain)) {
  const load = {
    streams,
    rate: Number(values['chain-rate']),
    seconds: Number(values['chain-seconds']),
    profile: values.profile,
  };
  console.log(`\nthe whole chain, ${streams} answers at once, ${load.rate} tokens/s each`);
  console.table([await measureChain(load)]);
}
