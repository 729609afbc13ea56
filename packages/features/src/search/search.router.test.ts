import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedPassages } from '../../test/seed-passages.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';

describe('search.query', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ user: 'ada' });
    await seedPassages(app.services.db, {
      workspaceId: app.workspaceId,
      title: 'The mill',
      texts: ['The sluice is opened in spring.'],
      embedder: app.services.llm.embedder,
    });
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
  });

  const query = (text: string, workspaceId = app.workspaceId) =>
    app.client.search.query.query({ workspaceId, query: text });

  test('answers with the passages of the workspace', async () => {
    const { hits } = await query('When is the sluice opened?');
    expect(hits).toMatchObject([{ title: 'The mill', text: 'The sluice is opened in spring.', page: null }]);
    expect(hits[0]?.score).toBeGreaterThan(0);
  });

  test('refuses an empty question and one of more than 2,000 characters in words', async () => {
    await expect(query('   ')).rejects.toThrow('Enter what to search for');
    await expect(query('x'.repeat(2_001))).rejects.toThrow('at most 2,000 characters');
    await expect(query('x'.repeat(2_000))).resolves.toBeDefined();
  });

  test("another one's workspace is not found, and strangers must sign in", async () => {
    const eve = await app.as('eve');
    const input = { workspaceId: app.workspaceId, query: 'sluice' };
    await expect(eve.client.search.query.query(input)).rejects.toMatchObject({ data: { kind: 'not-found' } });
    const nobody = app.anonymous();
    await expect(nobody.client.search.query.query(input)).rejects.toMatchObject({ data: { kind: 'unauthenticated' } });
  });
});
