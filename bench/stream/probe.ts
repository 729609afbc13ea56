// Loaded into a server under load (NODE_OPTIONS=--import): SIGUSR2 collects garbage and writes what is left of the heap, in octets, to
// PROBE_FILE. With PROBE_PROFILE, a first SIGUSR1 begins a CPU profile and the next one writes it there.
import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const { PROBE_FILE = '', PROBE_PROFILE = '' } = process.env;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Whoever waits for the file finds it whole. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

process.on('SIGUSR2', () => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  write(PROBE_FILE, String(heapUsed + external));
});

if (PROBE_PROFILE) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  let running = false;
  process.on('SIGUSR1', () => {
    running = !running;
    if (running) session.post('Profiler.start');
    else session.post('Profiler.stop', (_, { profile }) => write(PROBE_PROFILE, JSON.stringify(profile)));
  });
}
