import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Faults } from './scripted/faults.ts';
import { type JsonKind, jsonAnswer, schemaOf } from './scripted/json-answers.ts';
import { type Knobs, readKnobs } from './scripted/knobs.ts';
import { playStream, playWhole, type Script } from './scripted/play.ts';
import { playShape } from './scripted/play-shape.ts';
import { readForm, scriptedTranscription } from './scripted/recordings.ts';
import { refuseRequest, refuseTexts } from './scripted/refusals.ts';
import { Schedule } from './scripted/schedule.ts';
import { scriptedText, type Turn } from './scripted/texts.ts';
import { bagOfWords } from './scripted/vectors.ts';

/** One request as the server saw it. Headers come without the key. */
export type ScriptedRequest = {
  path: string;
  model: string | undefined;
  body: unknown;
  headers: http.IncomingHttpHeaders;
  startedAt: number;
  /** The client went away before the answer was complete. */
  aborted: boolean;
  /** Date.now() when the answer was complete or the client gone; undefined while it runs. */
  finishedAt: number | undefined;
};

export type ScriptedServer = {
  /** The API's base, such as `http://127.0.0.1:4900/v1`. */
  url: string;
  port: number;
  /** In order of arrival; clear it with `length = 0`. The newest 10,000 are kept. */
  requests: ScriptedRequest[];
  close(): Promise<void>;
};

const keptRequests = 10_000;
const maxBodyBytes = 32 * 1024 * 1024;

const routes = new Set(['POST /v1/chat/completions', 'POST /v1/embeddings', 'POST /v1/audio/transcriptions']);

type Refusal = { status: number; code: string; message: string; retryAfter?: string };
type Reply = (status: number, body: object, headers?: Record<string, string>) => void;

/** A model server that says what its model's name tells it to (see scripted/knobs.ts), for tests, benches and demonstrations. */
export async function startScriptedServer(options: { port?: number; host?: string } = {}): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = [];
  const schedule = new Schedule();
  const faults = new Faults();
  const server = http.createServer({ noDelay: true, keepAlive: true }, (request, response) => {
    const seen = log(requests, request, response);
    answer(request, response, seen, schedule, faults).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1', 4096);
  await new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${port}/v1`,
    port,
    requests,
    close: async () => {
      schedule.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function log(requests: ScriptedRequest[], request: http.IncomingMessage, response: http.ServerResponse) {
  const { authorization: _key, ...headers } = request.headers;
  const path = (request.url ?? '').split('?')[0] ?? '';
  const seen: ScriptedRequest = {
    path,
    model: undefined,
    body: undefined,
    headers,
    startedAt: Date.now(),
    aborted: false,
    finishedAt: undefined,
  };
  requests.push(seen);
  if (requests.length > keptRequests) requests.shift();
  response.on('close', () => {
    // A fault of our own has set the time already.
    if (!response.writableFinished && seen.finishedAt === undefined) seen.aborted = true;
    seen.finishedAt ??= Date.now();
  });
  return seen;
}

async function answer(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  seen: ScriptedRequest,
  schedule: Schedule,
  faults: Faults,
): Promise<void> {
  const reply: Reply = (status, body, headers = {}) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
  const refuse = ({ status, code, message, retryAfter }: Refusal) => {
    const type = status === 429 ? 'rate_limit_error' : status >= 500 ? 'server_error' : 'invalid_request_error';
    const headers = retryAfter === undefined ? undefined : { 'retry-after': retryAfter };
    reply(status, { error: { message, type, code, param: null } }, headers);
  };
  const body = await readBody(request);
  seen.body = body;
  seen.model = typeof body?.model === 'string' ? body.model : undefined;
  const key = /^Bearer\s+(\S+)/i.exec(request.headers.authorization ?? '')?.[1];
  const route = `${request.method} ${seen.path}`;
  if (route === 'GET /v1/models') {
    const model = { id: 'scripted', object: 'model', created: 0, owned_by: 'millrace' };
    return isAccepted(key, undefined) ? reply(200, { object: 'list', data: [model] }) : refuse(badKey);
  }
  if (!routes.has(route)) {
    return refuse({ status: 404, code: 'not_found', message: `Nothing is at ${route}` });
  }
  if (!body) return refuse({ status: 400, code: 'invalid_json', message: 'The body is not a JSON object' });
  const knobs = readKnobs(body.model);
  if (!isAccepted(key, knobs && 'key' in knobs ? knobs.key : undefined)) return refuse(badKey);
  if (!knobs) {
    const message = `The model "${String(body.model)}" does not exist. Names begin with "scripted".`;
    return refuse({ status: 404, code: 'model_not_found', message });
  }
  if ('fault' in knobs) return refuse({ status: 400, code: 'unknown_knob', message: knobs.fault });

  const turns = turnsOf(body.messages);
  const lastUserText = turns.findLast((turn) => turn.role === 'user')?.content ?? JSON.stringify(body.input ?? '');
  const { knobs: holding, early } = faults.next(String(body.model), lastUserText, knobs);
  if (early === 'drop') {
    seen.finishedAt = Date.now();
    return void response.socket?.destroy();
  }
  if (early) return refuse({ ...early, code: `scripted_${early.status}`, message: `Scripted status ${early.status}` });
  const refused = refuseRequest(holding, body);
  if (refused) return reply(refused.status, refused.body);
  if (seen.path === '/v1/embeddings') return embed(body, reply, schedule, holding);
  if (seen.path === '/v1/audio/transcriptions') {
    schedule.add(performance.now() + holding.ttft, () => void reply(200, scriptedTranscription(body)));
    return;
  }

  if (holding.shape !== undefined) return playShape(holding, response, schedule);

  const promptTokens = turns.reduce((sum, turn) => sum + turn.content.split(/\s+/).filter(Boolean).length, 0);
  if (holding.context !== undefined && promptTokens > holding.context) {
    const message = `This model's maximum context length is ${holding.context} tokens; your messages have ${promptTokens}.`;
    return refuse({ status: 400, code: 'context_length_exceeded', message });
  }
  const withUsage = (body.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true;
  const text = holding.json === undefined ? scriptedText(holding, turns) : scriptedJson(holding.json, body, turns);
  const script: Script = { model: String(body.model), knobs: holding, ...text, promptTokens, withUsage };
  const done = () => {
    if (holding.cut !== undefined) seen.finishedAt ??= Date.now();
  };
  (body.stream === true ? playStream : playWhole)(script, response, schedule, done);
}

/** What is asked about stands between marks in the last message, or is the message itself. */
function scriptedJson(kind: JsonKind, body: Record<string, unknown>, turns: Turn[]): Pick<Script, 'pieces' | 'finish'> {
  const asked = turns.at(-1)?.content ?? '';
  const text = /<text>\n?([\s\S]*?)\n?<\/text>/.exec(asked)?.[1] ?? asked;
  const answer = jsonAnswer(kind, schemaOf(body), text);
  return { pieces: answer.match(/[\s\S]{1,20000}/g) ?? [], finish: kind === 'half' ? 'length' : 'stop' };
}

function embed(body: Record<string, unknown>, reply: Reply, schedule: Schedule, knobs: Knobs): void {
  const texts = (Array.isArray(body.input) ? body.input : [body.input]).map(String);
  const refused = refuseTexts(knobs, texts);
  if (refused) {
    reply(refused.status, refused.body);
    return;
  }
  const asBase64 = body.encoding_format === 'base64';
  const data = texts.map((text, index) => {
    const vector = bagOfWords(text);
    const embedding = asBase64 ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : vector;
    return { object: 'embedding', index, embedding };
  });
  const prompt_tokens = texts.join(' ').split(/\s+/).length;
  const usage = { prompt_tokens, total_tokens: prompt_tokens };
  schedule.add(performance.now() + knobs.ttft, () => {
    reply(200, { object: 'list', model: body.model, data, usage });
    return undefined;
  });
}

const badKey: Refusal = { status: 401, code: 'invalid_api_key', message: 'Incorrect API key provided' };

function isAccepted(key: string | undefined, wanted: string | undefined): boolean {
  if (wanted === 'none') return true;
  return key !== undefined && key !== 'wrong' && (wanted === undefined || wanted === key);
}

/** Contents in parts are joined, as newer clients send them. */
function turnsOf(messages: unknown): Turn[] {
  if (!Array.isArray(messages)) return [];
  return messages.map((message: { role?: unknown; content?: unknown }) => {
    const parts = Array.isArray(message?.content) ? message.content : [{ text: message?.content }];
    const content = parts.map((part: { text?: unknown }) => (typeof part?.text === 'string' ? part.text : '')).join('');
    return { role: String(message?.role), content };
  });
}

async function readBody(request: http.IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBodyBytes) throw new Error('body too large');
    parts.push(part);
  }
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readForm(Buffer.concat(parts), type);
  try {
    const parsed: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
