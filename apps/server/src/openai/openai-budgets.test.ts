import { testEmbedder } from '@millrace/features/test/test-embedder';
import { expect, it } from 'vitest';
import { block, small } from '../../test/take-slots.ts';
import { openV1 } from '../../test/v1-app.ts';

const paths: [string, object | undefined][] = [
  ['/v1/models', undefined],
  ['/v1/models/millrace', undefined],
  ['/v1/chat/completions', { model: 'millrace', messages: [{ role: 'user', content: 'Well?' }] }],
  ['/v1/embeddings', { model: 'millrace', input: 'Well?' }],
];

it.each(paths)(
  '%s is refused as OpenAI does once the line of the person whose key it is is full',
  async (path, body) => {
    const { http, send } = await openV1({ settings: { budgets: small } });
    await using _ = http;
    const blocked = await block(http.app.services, 'requests', { holder: `person ${http.app.user.id}`, running: 1 });
    const { status, headers, text } = await send(path, body);
    expect([status, headers.get('retry-after')]).toEqual([429, '2']);
    expect(JSON.parse(text)).toEqual({
      error: {
        message: expect.stringContaining('too many requests running at once'),
        ...{ type: 'rate_limit_error', param: null, code: 'budgets.requests' },
      },
    });
    blocked.release();
    expect((await send(path, body)).status).toBe(200);
  },
);

it('vectors cost what a search costs: they wait for one, and other requests do not', async () => {
  const made = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const embedder = {
    ...testEmbedder,
    async embed(texts: string[]) {
      started.resolve();
      await made.promise;
      return testEmbedder.embed(texts);
    },
  };
  const { http, send } = await openV1({ settings: { budgets: small }, overrides: { embedder } });
  await using _ = http;
  const first = send('/v1/embeddings', { model: 'millrace', input: 'One' });
  await started.promise;
  const second = send('/v1/embeddings', { model: 'millrace', input: 'Two' });
  expect((await send('/v1/models')).status).toBe(200);
  made.resolve();
  expect([(await first).status, (await second).status]).toEqual([200, 200]);
});

it('answers that are being written keep no other request waiting, but are counted until their client leaves', async () => {
  const budgets = { ...small, subscriptionsPerSocket: 1 };
  const { http, key, send } = await openV1({ settings: { budgets }, model: 'scripted:ttft=600000' });
  await using _ = http;
  const { streams } = http.app.services.budgets;
  const holder = `person ${http.app.user.id}`;
  const left = new AbortController();
  const body = { model: 'millrace', stream: true, messages: [{ role: 'user', content: 'Well?' }] };
  const ask = () =>
    fetch(`${http.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: left.signal,
    });
  // four times as many as one socket may have
  const open = await Promise.all([ask(), ask(), ask(), ask()]);
  expect(open.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await send('/v1/models')).status).toBe(200);
  const refused = await send('/v1/chat/completions', body);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
  expect(JSON.parse(refused.text)).toMatchObject({
    error: { type: 'rate_limit_error', code: 'budgets.subscriptions' },
  });
  left.abort();
  await expect.poll(() => streams.count(holder)).toBe(0);
});
