import { readFileSync } from 'node:fs';
import { type Role, roleAtLeast } from '@millrace/contract/session/session';
import { toJson } from '@millrace/db/to-json';
import { paths, policyOf, procedureOf } from '@millrace/features/test/call-procedure';
import { type Seed, seedWorkspace } from '@millrace/features/test/seed-workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type DoorCaller, doorCallers, type Standing } from '../test/door-callers.ts';
import { type HttpApp, httpApp } from '../test/http-app.ts';
import { openAiRoutes } from './openai/answer-openai.ts';

// Every door of the HTTP process that gives something of a workspace, tried by everybody. Streams are in `door-streams.test.ts`.

type Asked = { status: number; text: string };
type Door = {
  /** Held at the beginning of `start-server.ts`, or by tRPC. */
  role: Role;
  /** `key`: whoever has no key of the workspace is nobody here. `person`: keys are. */
  for: 'anyone' | 'key' | 'person';
  /** Of those who may: 200 unless something else is said. */
  status?: number;
  ask(headers: Record<string, string>): Promise<Asked>;
};

let http: HttpApp;
let seed: Seed;
let callers: DoorCaller[];
let pictures: { plain: string; shown: string };
const gone = { source: '', item: '', message: '' };

beforeAll(async () => {
  http = await httpApp();
  const { app } = http;
  seed = await seedWorkspace(app, app, 'canaryx');
  callers = await doorCallers(app, seed);
  const picture = async (name: string) => {
    const { id } = await app.upload(seed.workspaceId, name, `canaryx ${name}`);
    await app.services.db.updateTable('files').set({ mediaType: 'image/png' }).where('id', '=', id).execute();
    return id;
  };
  pictures = { plain: await picture('plain.txt'), shown: await picture('shown.txt') };
  const { sha256, size } = await app.services.db
    .selectFrom('files')
    .select(['sha256', 'size'])
    .where('id', '=', seed.fileId)
    .executeTakeFirstOrThrow();
  const shown = toJson({ sha256, size: Number(size), mediaType: 'image/png' });
  await app.services.db.updateTable('files').set({ shown }).where('id', '=', pictures.shown).execute();
  gone.source = (await app.upload(seed.workspaceId, 'gone.txt', 'canaryx gone')).id;
  const file = { workspaceId: seed.workspaceId, kind: 'file' as const, fileId: gone.source, again: true };
  await app.client.sources.delete.mutate(await app.client.sources.create.mutate(file));
  const attached = await app.attach(seed.workspaceId, 'gone too.txt', 'canaryx gone too');
  await app.client.attachments.remove.mutate({ attachmentId: attached.id });
  gone.message = attached.fileId;
});
afterAll(() => http[Symbol.asyncDispose]());

async function asked(path: string, init: RequestInit = {}): Promise<Asked> {
  const leaving = new AbortController();
  const response = await fetch(`${http.url}${path}`, { ...init, signal: leaving.signal });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (!isStream) return { status: response.status, text: await response.text() };
  leaving.abort();
  return { status: response.status, text: '' };
}

const file = (id: () => string, more: { method?: string; headers?: Record<string, string>; query?: string } = {}) => ({
  ask: (headers: Record<string, string>) =>
    asked(`/files/${id()}${more.query ?? ''}`, { method: more.method, headers: { ...headers, ...more.headers } }),
});
const viewer = { role: 'viewer', for: 'anyone' } as const;
const editor = { role: 'editor', for: 'anyone' } as const;

const files: Record<string, Door> = {
  'GET /files': { ...viewer, ...file(() => seed.fileId) },
  'HEAD /files': { ...viewer, ...file(() => seed.fileId, { method: 'HEAD' }) },
  'a part of /files': { ...viewer, status: 206, ...file(() => seed.fileId, { headers: { range: 'bytes=0-3' } }) },
  'the end of /files': { ...viewer, status: 206, ...file(() => seed.fileId, { headers: { range: 'bytes=-4' } }) },
  'a part behind the end of /files': {
    ...{ ...viewer, status: 416 },
    ...file(() => seed.fileId, { headers: { range: 'bytes=9999-' } }),
  },
  'a part of a changed file': {
    ...viewer,
    ...file(() => seed.fileId, { headers: { range: 'bytes=0-3', 'if-range': '"other"' } }),
  },
  '/files if it has changed': {
    ...{ ...viewer, status: 304 },
    ...file(() => seed.fileId, { headers: { 'if-none-match': '*' } }),
  },
  'the original of a text': { ...viewer, ...file(() => seed.fileId, { query: '?original' }) },
  'what is shown of a picture': { ...viewer, ...file(() => pictures.shown) },
  'the original of a picture': { ...editor, ...file(() => pictures.shown, { query: '?original' }) },
  'a picture of which nothing is shown': { ...editor, ...file(() => pictures.plain) },
};

const upload =
  (path: string, more: () => Record<string, string>): Door['ask'] =>
  (headers) =>
    asked(`/trpc/${path}`, {
      method: 'POST',
      body: 'planted',
      headers: {
        ...{ ...headers, origin: http.url, 'content-type': 'application/octet-stream' },
        ...{ 'x-workspace-id': seed.workspaceId, ...more() },
      },
    });
/** Procedures whose body is a stream, by their paths. */
const uploads: Record<string, Door['ask']> = {
  'files.upload': upload('files.upload', () => ({ 'x-file-name': 'planted.txt' })),
  'attachments.add': upload('attachments.add', () => ({ 'x-file-name': 'planted.txt' })),
  'files.uploadPart': upload('files.uploadPart', () => ({ 'x-upload-id': seed.uploadId, 'x-upload-offset': '0' })),
};

const post =
  (path: string, body: object): Door['ask'] =>
  (headers) =>
    asked(path, {
      method: 'POST',
      body: JSON.stringify({ model: 'millrace', ...body }),
      headers: { ...headers, 'content-type': 'application/json' },
    });
const question = { messages: [{ role: 'user', content: 'canaryx?' }], stream: true };
const openAi: Record<string, Door> = {
  '/v1/models': { role: 'viewer', for: 'key', ask: (headers) => asked('/v1/models', { headers }) },
  '/v1/models/{id}': { role: 'viewer', for: 'key', ask: (headers) => asked('/v1/models/canaryx', { headers }) },
  '/v1/chat/completions': { role: 'analyst', for: 'key', ask: post('/v1/chat/completions', question) },
  '/v1/embeddings': { role: 'analyst', for: 'key', ask: post('/v1/embeddings', { input: 'canaryx' }) },
};

const roleOf = (path: string): Pick<Door, 'role' | 'for'> => {
  const policy = policyOf(path);
  if (typeof policy === 'object') return { role: policy.role, for: policy.who === 'anyone' ? 'anyone' : 'person' };
  throw new Error(`${path} is for everybody: what is in it has a test of its own.`);
};
const doors: Record<string, Door> = {
  ...files,
  ...openAi,
  ...Object.fromEntries(Object.entries(uploads).map(([path, ask]) => [path, { ...roleOf(path), ask }])),
};

function expectedOf(door: Door, standing: Standing): number {
  if (door.for === 'key' && standing.as !== 'key') return 401;
  if (standing.as === 'nobody') return 401;
  if (standing.as === 'stranger') return 404;
  if (door.for === 'person' && standing.as === 'key') return 403;
  return roleAtLeast(standing.role, door.role) ? (door.status ?? 200) : 403;
}

it('every door has its place in this matrix', () => {
  // what gives something of a workspace, beside what is for everybody
  const source = readFileSync(new URL('start-server.ts', import.meta.url), 'utf8');
  const route = source.slice(source.indexOf('const route = '), source.indexOf('return async (req, res)'));
  const names = new Set([...route.matchAll(/\b(answer[A-Z]\w*|serve\w*)\(/g)].map(([, name]) => name));
  expect([...names].sort()).toEqual([
    ...['answerFile', 'answerHealthz', 'answerOpenAi', 'answerReadyz', 'answerTrpc', 'serve'],
  ]);
  expect(openAiRoutes.filter((path) => openAi[path] === undefined)).toEqual([]);
  const octets = paths.filter((path) => procedureOf(path)._def.inputs.some((input) => !(input instanceof z.ZodType)));
  expect(octets.sort()).toEqual(Object.keys(uploads).sort());
});

describe.each(Object.entries(doors))('%s', (_, door) => {
  it('opens for whom it is, and gives nothing to anybody else', async () => {
    for (const { who, headers, standing } of callers) {
      const expected = expectedOf(door, standing);
      const { status, text } = await door.ask(headers);
      // an upload is its uploader's alone
      const mayMiss = door === doors['files.uploadPart'] && expected === 200;
      expect(mayMiss ? [200, 404] : [expected], `${who}: ${text}`).toContain(status);
      if (expected >= 400 && expected !== 416) expect(text, who).not.toContain(seed.canary);
    }
  });
});

it.each(['source', 'message'] as const)(
  'the file of a %s that is gone is served to nobody, in no way',
  async (what) => {
    for (const [name, { ask }] of Object.entries(files)) {
      const kept = seed.fileId;
      const keptPictures = pictures;
      seed.fileId = gone[what];
      pictures = { plain: gone[what], shown: gone[what] };
      for (const { who, headers, standing } of callers) {
        const { status } = await ask(headers);
        expect(status, `${name}, ${who}`).toBe(standing.as === 'nobody' ? 401 : 404);
      }
      seed.fileId = kept;
      pictures = keptPictures;
    }
  },
);

it('no door of a deleted workspace opens, for anybody', async () => {
  await http.app.client.workspaces.delete.mutate({ workspaceId: seed.workspaceId });
  for (const [name, door] of Object.entries(doors)) {
    for (const { who, headers, standing } of callers) {
      const { status, text } = await door.ask(headers);
      expect(status, `${name}, ${who}: ${text}`).toBe(expectedOf(door, standing) === 401 ? 401 : 404);
      expect(text, who).not.toContain(seed.canary);
    }
  }
});
