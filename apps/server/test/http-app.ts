import http from 'node:http';
import { type TestApp, type TestOptions, testApp } from '@millrace/features/test/test-app';
import { type ServerOptions, startServer } from '../src/start-server.ts';

export type HttpApp = {
  app: TestApp;
  url: string;
  cookie: string;
  /** Ends the server alone; disposal does it, too. */
  close(): Promise<void>;
  /** A mutation as our own page sends it, signed in as the first user, unless `init` says otherwise. */
  post(path: string, input?: unknown, init?: RequestInit): Promise<Response>;
  get(path: string, init?: RequestInit): Promise<Response>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** The product behind a real HTTP server on a free port. */
export async function httpApp(options: TestOptions = {}, serverOptions: Partial<ServerOptions> = {}): Promise<HttpApp> {
  const app = await testApp(options);
  const server = await startServer({ services: app.services, host: '127.0.0.1', port: 0, ...serverOptions });
  const { url } = server;
  const name = app.services.settings.secureCookies ? '__Host-millrace_session' : 'millrace_session';
  const cookie = `${name}=${app.sessionToken()}`;
  return {
    app,
    url,
    cookie,
    close: () => server.close(),
    post: (path, input, init = {}) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        body: input === undefined ? undefined : JSON.stringify(input),
        ...init,
        headers: { 'content-type': 'application/json', origin: url, cookie, ...init.headers },
      }),
    get: (path, init = {}) => fetch(`${url}${path}`, { ...init, headers: { cookie, ...init.headers } }),
    async [Symbol.asyncDispose]() {
      await server.close();
      await app[Symbol.asyncDispose]();
    },
  };
}

export type RawAnswer = { status: number; headers: http.IncomingHttpHeaders; text: string };

/** A request with headers that `fetch` does not let through, such as Host. */
export function rawRequest(url: string, options: http.RequestOptions, body?: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const req = http.request(url, options, async (res) => {
      let text = '';
      for await (const part of res) text += part;
      resolve({ status: res.statusCode ?? 0, headers: res.headers, text });
    });
    req.on('error', reject);
    req.end(body);
  });
}

export type ServerEvent = { event: string; data: string; id?: string };

/** The events of a server-sent stream, to its end. */
export async function* eventsOf(response: Response): AsyncGenerator<ServerEvent> {
  let rest = '';
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    rest += part;
    for (let end = rest.indexOf('\n\n'); end !== -1; end = rest.indexOf('\n\n')) {
      const fields = Object.fromEntries(
        rest
          .slice(0, end)
          .split('\n')
          .filter((line) => line.includes(':'))
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      );
      rest = rest.slice(end + 2);
      if (Object.keys(fields).length > 0) yield { event: 'message', data: '', ...fields };
    }
  }
}

export async function toEnd(events: AsyncIterable<ServerEvent>): Promise<ServerEvent[]> {
  const all: ServerEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}
