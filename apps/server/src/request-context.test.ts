import { randomUUID } from 'node:crypto';
import { DatabaseAway } from '@millrace/db/database-away';
import { testApp } from '@millrace/features/test/test-app';
import { expect, it } from 'vitest';
import { startServer } from './start-server.ts';

const away = { status: 503, retryAfter: '1', told: 'db.down' };
const ours = { status: 500, retryAfter: null, told: 'internal' };

it.each([
  [
    'a database that is away is a 503 that says when to come again',
    new DatabaseAway(new Error('connect ECONNREFUSED')),
    away,
  ],
  ['a slip of ours is not told as the database’s', new TypeError('secret detail'), ours],
])('at every door, when nobody knows who calls, %s', async (_, error, expected) => {
  await using app = await testApp();
  const db = app.services.db.withPlugin({
    transformQuery() {
      throw error;
    },
    transformResult: async ({ result }) => result,
  });
  const server = await startServer({ services: { ...app.services, db }, host: '127.0.0.1', port: 0 });
  const headers = { cookie: `millrace_session=${app.sessionToken()}` };
  for (const path of ['/trpc/session.me', '/v1/models', `/files/${randomUUID()}`]) {
    const answer = await fetch(`${server.url}${path}`, { headers });
    const body = (await answer.json()) as { error: { code: unknown; data?: { reason: string } } };
    const told = body.error.data?.reason ?? body.error.code;
    expect({ status: answer.status, retryAfter: answer.headers.get('retry-after'), told }).toEqual(expected);
    expect(JSON.stringify(body)).not.toContain('secret detail');
  }
  await server.close();
});
