import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Visit = { path: string; agent: string; at: number; headers: IncomingMessage['headers'] };
export type WebSite = {
  url: string;
  /** Every request, in order. */
  visits: Visit[];
  paths(): string[];
  [Symbol.asyncDispose](): Promise<void>;
};
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A site on the loopback; what `routes` does not know is 404. */
export async function openWebSite(routes: (path: string) => Answer | undefined): Promise<WebSite> {
  const visits: Visit[] = [];
  const server = http.createServer((request, response) => {
    const path = request.url ?? '/';
    visits.push({ path, agent: request.headers['user-agent'] ?? '', at: performance.now(), headers: request.headers });
    const answer = routes(path);
    if (answer) answer(request, response);
    else response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Nothing here</h1>');
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    visits,
    paths: () => visits.map((visit) => visit.path),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const prose = (title: string) =>
  `This is what ${title} tells about the mills of the valley. The wheel of ${title} turns in the river and grinds the grain of the year. `.repeat(
    3,
  );

export const page =
  (title: string, links: string[] = [], body = prose(title), head = ''): Answer =>
  (_request, response) => {
    const menu = links.map((link) => `<a href="${link}">${link}</a>`).join(' ');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body><nav>${menu}</nav><main><h1>${title}</h1><p>${body}</p></main></body></html>`,
    );
  };
export const redirectTo =
  (location: string, status = 302): Answer =>
  (_request, response) =>
    response.writeHead(status, { location }).end();
export const text =
  (body: string, type = 'text/plain'): Answer =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': type }).end(body);
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(code, headers).end();
