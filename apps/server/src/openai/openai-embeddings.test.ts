import { testEmbedder } from '@millrace/features/test/test-embedder';
import { describe, expect, it } from 'vitest';
import { openV1 } from '../../test/v1-app.ts';

describe('embeddings', () => {
  it('are those of the workspace’s own model, as numbers or as bytes, with their usage', async () => {
    const { http, send } = await openV1();
    await using _ = http;
    const { embedder } = http.app.services.llm;
    const input = ['The sluice is opened at noon.', 'w'.repeat(9_000)];
    const asked = async (body: object) => {
      const { status, text } = await send('/v1/embeddings', { model: 'millrace', input, ...body });
      return { status, body: JSON.parse(text) };
    };
    const { body } = await asked({});
    expect(body).toMatchObject({ object: 'list', model: embedder.model, usage: { prompt_tokens: 8 + 2_250 } });
    expect(body.data.map(({ object, index }: { object: string; index: number }) => [object, index])).toEqual([
      ['embedding', 0],
      ['embedding', 1],
    ]);
    const [own] = await embedder.embed([input[0] as string]);
    expect(body.data[0].embedding).toEqual([...(own as Float32Array)]);
    const bytes = await asked({ encoding_format: 'base64', model: embedder.model });
    const decoded = Buffer.from(bytes.body.data[0].embedding, 'base64');
    expect(own?.map((_value, i) => decoded.readFloatLE(4 * i))).toEqual(own);
    expect((await asked({ input: 'one text', dimensions: own?.length })).body.data).toHaveLength(1);
  });

  it('that cannot be made are refused in words', async () => {
    const { http, send } = await openV1();
    await using _ = http;
    const refused: [object, string | null, RegExp][] = [
      [{ input: [] }, 'input', /at least one text/],
      [{ input: [1, 2] }, 'input[0]', /token numbers/],
      [{ input: ['a', ''] }, 'input[1]', /must not be empty/],
      [{ input: 'a'.repeat(32_001) }, 'input[0]', /32,000 characters/],
      [{ input: Array(20).fill('a'.repeat(31_000)) }, 'input', /600,000 characters together/],
      [{ input: Array(2_049).fill('a') }, 'input', /at most 2,048/],
      [{ input: 'a', dimensions: 7 }, 'dimensions', /dimensions/],
      [{ input: 'a', encoding_format: 'int8' }, 'encoding_format', /float or base64/],
    ];
    for (const [body, param, words] of refused) {
      const { status, text } = await send('/v1/embeddings', { model: 'millrace', ...body });
      expect([status, JSON.parse(text).error]).toEqual([
        400,
        expect.objectContaining({ param, message: expect.stringMatching(words) }),
      ]);
    }
    const other = await send('/v1/embeddings', { model: 'text-embedding-3-small', input: 'a' });
    expect(other.status).toBe(404);
    expect(JSON.parse(other.text).error.message).toContain('"millrace"');
    const { workspaceId } = http.app;
    const viewer = await http.app.client.apiKeys.create.mutate({ workspaceId, name: 'reader', role: 'viewer' });
    const authorization = `Bearer ${viewer.key}`;
    expect((await send('/v1/embeddings', { model: 'millrace', input: 'a' }, { authorization })).status).toBe(403);
  });

  it('of a key that has too many requests open are refused for a moment, and another key is not', async () => {
    const waiting: (() => void)[] = [];
    const embedder: typeof testEmbedder = {
      ...testEmbedder,
      embed: async (texts) => {
        if (!texts.includes('at once')) await new Promise<void>((resolve) => waiting.push(resolve));
        return testEmbedder.embed(texts);
      },
    };
    const { http, send } = await openV1({ overrides: { embedder } });
    await using _ = http;
    const asked = (input: string, headers = {}) => send('/v1/embeddings', { model: 'millrace', input }, headers);
    const held = Array.from({ length: 8 }, () => asked('a'));
    await expect.poll(() => waiting.length).toBe(8);
    const refused = await asked('a');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(JSON.parse(refused.text).error.type).toBe('rate_limit_error');
    const { workspaceId } = http.app;
    const { key } = await http.app.client.apiKeys.create.mutate({ workspaceId, name: 'other', role: 'analyst' });
    expect((await asked('at once', { authorization: `Bearer ${key}` })).status).toBe(200);
    for (const goOn of waiting) goOn();
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect((await asked('at once')).status).toBe(200);
  });
});
