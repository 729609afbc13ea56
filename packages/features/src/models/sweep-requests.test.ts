import { expect, test } from 'vitest';
import { testApp } from '../../test/test-app.ts';
import { sweepRequests } from './sweep-requests.ts';

test('what a model was asked is known for 400 days', async () => {
  await using app = await testApp();
  const { db } = app.services;
  const request = { workspaceId: app.workspaceId, endpointName: 'One', purpose: 'answer' as const, inputTokens: 1 };
  const dayMs = 24 * 3_600_000;
  for (const [model, days] of [['old', 401] as const, ['new', 399] as const]) {
    const startedAt = new Date(Date.now() - days * dayMs);
    await db
      .insertInto('modelRequests')
      .values({ ...request, model, startedAt })
      .execute();
  }
  expect(await sweepRequests(app.services)).toBe(1);
  expect(await db.selectFrom('modelRequests').select('model').execute()).toEqual([{ model: 'new' }]);
});
