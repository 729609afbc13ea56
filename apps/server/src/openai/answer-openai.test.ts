import type { Citation } from '@millrace/contract/chat/chat';
import { seedPassages } from '@millrace/features/test/seed-passages';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { type HttpApp, httpApp } from '../../test/http-app.ts';

const words = (count: number) => Array.from({ length: count }, (_, n) => `w${n}`).join(' ');
const ask = (content: string) => [{ role: 'user' as const, content }];

async function open(model: string) {
  const http = await httpApp({ model });
  return { http, worker: await http.app.startWorker(), openai: await clientOf(http) };
}

async function clientOf({ app, url }: HttpApp, role: 'analyst' | 'viewer' = 'analyst'): Promise<OpenAI> {
  const { workspaceId } = app;
  const { key } = await app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role });
  return new OpenAI({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0 });
}

const statuses = async ({ app }: HttpApp) => {
  const answers = app.services.db.selectFrom('messages').where('role', '=', 'assistant').select('status');
  return (await answers.execute()).map(({ status }) => status);
};
const soon = { timeout: 45_000, interval: 50 };

describe('a client of OpenAI’s', () => {
  it('gets an answer from the sources, with citations that stand in them', async () => {
    const { http, openai } = await open('scripted:text=quote');
    await using _ = http;
    const { db } = http.app.services;
    const text = 'The sluice of the upper mill is opened at six in the morning by the miller himself.';
    await seedPassages(db, { workspaceId: http.app.workspaceId, title: 'The mill', texts: [text] });
    const completion = await openai.chat.completions.create({
      model: 'millrace',
      messages: ask('When is the sluice of the mill opened?'),
    });
    expect(completion.choices[0]?.message.content).toBe(`${text} [1]`);
    expect(completion.choices[0]?.finish_reason).toBe('stop');
    expect(completion.usage?.completion_tokens).toBeGreaterThan(0);
    const { citations } = completion as unknown as { citations: Citation[] };
    expect(citations).toMatchObject([{ n: 1, supported: true, title: 'The mill' }]);
  });

  it('reads the answer as it is written, and its usage when it asks for it', async () => {
    const { http, openai } = await open('scripted:tps=200,tokens=60');
    await using _ = http;
    const stream = await openai.chat.completions.create({
      model: 'millrace',
      messages: ask('Count'),
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    const finishes: (string | null | undefined)[] = [];
    let usage: number | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      finishes.push(chunk.choices[0]?.finish_reason);
      usage = chunk.usage?.completion_tokens;
    }
    expect(text).toBe(words(60));
    expect(finishes.filter(Boolean)).toEqual(['stop']);
    expect(finishes.length).toBeGreaterThan(5);
    expect(usage).toBe(60);
  });

  it('does not notice that the worker under an answer is gone: another one goes on', async () => {
    const { http, worker, openai } = await open('scripted:tps=40,tokens=80');
    await using _ = http;
    const stream = await openai.chat.completions.create({ model: 'millrace', messages: ask('Count'), stream: true });
    let text = '';
    let left = false;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      if (left || !text.includes('w10')) continue;
      left = true;
      await http.app.startWorker();
      void worker.close(0);
    }
    expect(left).toBe(true);
    expect(text).toBe(words(80));
  });

  it('stops the answer by leaving', async () => {
    const { http, openai } = await open('scripted:tps=10,tokens=500');
    await using _ = http;
    const stream = await openai.chat.completions.create({ model: 'millrace', messages: ask('Count'), stream: true });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content?.includes('w3')) break;
    stream.controller.abort();
    await expect.poll(() => statuses(http), soon).toEqual(['stopped']);
  });

  it('is told when the server is stopped under an answer, and so is one whose key is revoked; both answers end', async () => {
    const { http, openai } = await open('scripted:tps=10,tokens=2000');
    await using _ = http;
    const { client, workspaceId } = http.app;
    const told = async (asking: OpenAI, change: () => Promise<unknown>) => {
      const stream = await asking.chat.completions.create({ model: 'millrace', messages: ask('Count'), stream: true });
      let changed: Promise<unknown> | undefined;
      try {
        for await (const chunk of stream) if (chunk.choices[0]?.delta.content) changed ??= change();
      } finally {
        await changed;
      }
    };
    const [key] = await client.apiKeys.list.query({ workspaceId });
    const revoke = () => client.apiKeys.revoke.mutate({ workspaceId, apiKeyId: key?.id as string });
    await expect(told(openai, revoke)).rejects.toMatchObject({ code: 'session.required' });
    const other = await clientOf(http);
    await expect(told(other, () => http.close())).rejects.toMatchObject({ code: 'completions.stopping' });
    await expect.poll(() => statuses(http), soon).toEqual(['stopped', 'stopped']);
  });

  it('is told of a line that was cut, and the model is asked once; what the model itself ends has OpenAI’s name for it', async () => {
    const { http, openai } = await open('scripted:cut=3,tokens=9');
    await using _ = http;
    const server = await http.app.answerWith('scripted:cut=3,tokens=9');
    const asked = (model: string) => openai.chat.completions.create({ model, messages: ask('Count') });
    await expect(asked('millrace')).rejects.toMatchObject({ status: 503, code: 'llm.cut' });
    expect(server.requests).toHaveLength(1);
    const { choices } = await asked('scripted:text=evil,tokens=2');
    expect(choices[0]).toMatchObject({ finish_reason: 'length', message: { content: expect.stringMatching(/\S/) } });
    expect(server.requests).toHaveLength(2);
  });

  it('says what was said before, and its conversations stand in nobody’s list', async () => {
    const { http, openai } = await open('scripted:tokens=3');
    await using _ = http;
    await openai.chat.completions.create({
      model: 'scripted:tokens=5',
      messages: [
        { role: 'system', content: 'Speak like a miller.' },
        { role: 'user', content: 'Who grinds?' },
        { role: 'assistant', content: 'The stones.' },
        { role: 'user', content: 'Here is a contract.' },
        { role: 'user', content: [{ type: 'text', text: 'And who turns them?' }] },
      ],
    });
    const { db } = http.app.services;
    const rows = await db
      .selectFrom('messages')
      .select(['role', 'content'])
      .orderBy('createdAt')
      .orderBy('role', 'desc')
      .execute();
    const question = 'Here is a contract.\n\nAnd who turns them?';
    expect(rows.map(({ content }) => content)).toEqual(['Who grinds?', 'The stones.', question, words(5)]);
    const { instructions } = await db.selectFrom('conversations').select('instructions').executeTakeFirstOrThrow();
    expect(instructions).toBe('Speak like a miller.');
    const { workspaceId } = http.app;
    expect((await http.app.client.conversations.list.query({ workspaceId })).items).toEqual([]);
    expect((await http.app.client.jobs.list.query({ workspaceId })).items).toEqual([]);
  });

  it('is told of a model that fails, before the first word and after it', async () => {
    const { http, openai } = await open('scripted:');
    await using _ = http;
    const asked = (model: string) => openai.chat.completions.create({ model, messages: ask('Count') });
    await expect(asked('scripted:key=none,status=400')).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
    });
    await expect(asked('scripted:context=1')).rejects.toMatchObject({ status: 400 });
  });

  it('asks any model of the workspace’s endpoints, with a temperature, and no other', async () => {
    const { http, openai } = await open('scripted:tokens=3');
    await using _ = http;
    const { app } = http;
    const server = await app.answerWith('scripted:tokens=3');
    for (const [name, models] of [
      ['First', ['scripted:tokens=4', 'scripted:tokens=5']],
      ['Second', ['scripted:tokens=6']],
    ] as const) {
      const endpoint = { name, baseUrl: server.url, apiKey: 'any', models: [...models] };
      await app.client.models.save.mutate({ workspaceId: app.workspaceId, ...endpoint });
    }
    const names: string[] = [];
    for await (const { id } of openai.models.list()) names.push(id);
    expect(names).toEqual(['millrace', 'scripted:tokens=4', 'scripted:tokens=5', 'scripted:tokens=6']);
    const said = async (model: string) => {
      const asked = { model, temperature: 0.7, messages: ask('Count') };
      return (await openai.chat.completions.create(asked)).choices[0]?.message.content;
    };
    expect(await said('millrace')).toBe(words(4));
    expect(await said('scripted:tokens=6')).toBe(words(6));
    expect(server.requests.at(-1)?.body).toMatchObject({ model: 'scripted:tokens=6', temperature: 0.7 });
    await expect(said('scripted:tokens=3')).rejects.toMatchObject({ status: 404, code: 'models.unknown-model' });
  });

  it('sees the models there are', async () => {
    const { http, openai } = await open('scripted:tokens=3');
    await using _ = http;
    const models: string[] = [];
    for await (const { id } of openai.models.list()) models.push(id);
    expect(models).toEqual(['millrace', 'scripted:tokens=3']);
  });
});

describe('who has no right', () => {
  it('is refused in the words of OpenAI’s clients', async () => {
    await using http = await httpApp();
    const asked = (client: OpenAI) => client.chat.completions.create({ model: 'millrace', messages: ask('Anything?') });
    const stranger = new OpenAI({ apiKey: `mr_${'x'.repeat(40)}`, baseURL: `${http.url}/v1`, maxRetries: 0 });
    await expect(asked(stranger)).rejects.toMatchObject({ status: 401, type: 'authentication_error' });
    const viewer = await clientOf(http, 'viewer');
    await expect(asked(viewer)).rejects.toMatchObject({ status: 403, type: 'permission_error' });
    await expect(viewer.models.list()).resolves.toBeTruthy();
    // a session is a person's, and a person has a page
    expect((await http.post('/v1/chat/completions', { model: 'millrace', messages: ask('Hi') })).status).toBe(401);
    expect(await http.app.services.db.selectFrom('conversations').selectAll().execute()).toEqual([]);
  });

  it('is told what is wrong with a request', async () => {
    await using http = await httpApp();
    const openai = await clientOf(http);
    const send = (body: object) => openai.chat.completions.create(body as never);
    await expect(send({ model: 'millrace', messages: [] })).rejects.toThrow(/at least one message/);
    await expect(send({ model: 'millrace', messages: [{ role: 'assistant', content: 'x' }] })).rejects.toThrow(
      /last message/,
    );
    await expect(send({ model: 'millrace', messages: ask('x'), n: 2 })).rejects.toThrow(/one answer/);
    await expect(send({ model: 'millrace', messages: ask('x'), max_tokens: 0 })).rejects.toMatchObject({
      param: 'max_tokens',
    });
  });
});
