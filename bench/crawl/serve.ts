// A web server of its own process, so that its work is not counted as the crawler's: node serve.ts PAGES. Says its port on stdout.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { numberOf, sitePage } from './site.ts';

const pages = Number(process.argv[2]);
const made = Array.from({ length: pages }, (_, n) => Buffer.from(sitePage(n, pages)));
const server = http.createServer((request, response) => {
  const body = made[numberOf(request.url ?? '') ?? -1];
  if (body) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length });
  else response.writeHead(404, { 'content-type': 'text/html' });
  response.end(body ?? 'Not here');
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
