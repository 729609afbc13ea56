// What most people would write: node:http, one ioredis subscriber, res.write. node raw-server.ts REDIS_URL PREFIX. Says its port.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';

const [redisUrl = '', prefix = ''] = process.argv.slice(2);
const redis = new Redis(redisUrl);
const watchers = new Map<string, Set<http.ServerResponse>>();

redis.on('message', (channel: string, message: string) => {
  const space = message.indexOf(' ');
  const frame = `data: ${message.slice(space + 1)}\nid: ${message.slice(0, space)}\n\n`;
  for (const res of watchers.get(channel) ?? []) res.write(frame);
});
const server = http.createServer(async (req, res) => {
  const input = new URL(req.url ?? '/', 'http://raw').searchParams.get('input') ?? '{}';
  const channel = `${prefix}on:run:${(JSON.parse(input) as { runId: string }).runId}`;
  const all = watchers.get(channel) ?? new Set();
  watchers.set(channel, all.add(res));
  await redis.subscribe(channel);
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  res.write('event: connected\ndata: {}\n\n');
  res.on('close', () => all.delete(res));
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
