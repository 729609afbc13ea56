// A process that watches many streams over plain sockets: node watch.ts '{"port","headers","paths"}'. Says READY once all are
// connected, and on SIGTERM what came: count, latencies in ms (of events that carry their time), events out of order.
import { connect } from 'node:net';

type Order = { port: number; headers: string; paths: string[] };

const { port, headers, paths } = JSON.parse(process.argv[2] ?? '') as Order;
const rowMark = 'r'.charCodeAt(0);
const latencies: number[] = [];
let events = 0;
let disorder = 0;
let ended = 0;
let connected = 0;

/** Digits behind a mark, from `from` on. */
function numberAt(part: Buffer, from: number): number {
  let value = 0;
  for (let i = from; i < part.length; i += 1) {
    const digit = (part[i] as number) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return value;
}

function eachMark(part: Buffer, mark: string, take: (number: number) => void): void {
  for (let at = part.indexOf(mark); at !== -1; at = part.indexOf(mark, at + mark.length)) {
    take(numberAt(part, at + mark.length));
  }
}

for (const path of paths) {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: text/event-stream\r\n${headers}\r\n`);
  let up = false;
  let last = 0;
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (part: Buffer) => {
    const all = rest.length > 0 ? Buffer.concat([rest, part]) : part;
    if (!up && all.includes('event: connected')) {
      up = true;
      connected += 1;
      if (connected === paths.length) process.stdout.write('READY\n');
    }
    const whole = all.lastIndexOf('\n\n') + 2;
    if (whole < 2) {
      rest = all;
      return;
    }
    const now = Number(process.hrtime.bigint() / 1_000n);
    const blocks = all.subarray(0, whole);
    rest = all.subarray(whole);
    eachMark(blocks, 'clock', (at) => latencies.push((now - at) / 1_000));
    for (let at = blocks.indexOf('\nid: '); at !== -1; at = blocks.indexOf('\nid: ', at + 5)) {
      // a snapshot from the row stands for events that the log does not have: it has no number of its own
      if (blocks[at + 5] === rowMark) continue;
      const seq = numberAt(blocks, blocks.indexOf('.', at + 5) + 1);
      if (seq !== last + 1) disorder += 1;
      last = seq;
      events += 1;
    }
    if (blocks.includes('event: return')) ended += 1;
  });
  socket.on('error', () => {});
}

process.on('SIGTERM', () => {
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? null;
  const result = { events, disorder, ended, p50: at(0.5), p95: at(0.95), p99: at(0.99), timed: latencies.length };
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
});
