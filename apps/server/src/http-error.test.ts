import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseAway } from '@millrace/db/database-away';
import { expect, it } from 'vitest';
import { sendError } from './http-error.ts';

async function answerTo(error: unknown): Promise<Response> {
  const server = createServer((_req, res) => sendError(res, error, 'request-1')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return new Response(await response.text(), { status: response.status, headers: response.headers });
  } finally {
    server.close();
  }
}

it('a database that is away is a 503 that says when to come again, not a fault of ours', async () => {
  const answer = await answerTo(new DatabaseAway(new Error('connect ECONNREFUSED')));
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await answer.json()).toMatchObject({
    error: { data: { kind: 'unavailable', reason: 'db.down', requestId: 'request-1' } },
  });
});

it('what nobody foresaw is a 500 that tells nothing of its cause', async () => {
  const answer = await answerTo(new Error('secret detail'));
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('secret detail');
});
