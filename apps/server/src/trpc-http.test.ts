import { createClient } from '@millrace/client/create-client';
import { describe, expect, it } from 'vitest';
import { eventsOf, httpApp, toEnd } from '../test/http-app.ts';

it('more calls of one turn than a request may carry travel as several', async () => {
  await using http = await httpApp();
  const { workspaceId } = http.app;
  const { key } = await http.app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'editor' });
  const { conversations } = createClient({ url: http.url, apiKey: key });
  const made = await Promise.all(
    Array.from({ length: 120 }, (_, n) => conversations.create.mutate({ workspaceId, title: `Number ${n}` })),
  );
  expect(new Set(made.map(({ id }) => id)).size).toBe(120);
});

const inputOf = (value: unknown) => `input=${encodeURIComponent(JSON.stringify(value))}`;

describe('a stream', () => {
  const feedOf = (http: Awaited<ReturnType<typeof httpApp>>) =>
    http.get(`/trpc/jobs.feed?${inputOf({ workspaceId: http.app.workspaceId })}`);

  it('ends with the reason when the session expires in the middle', async () => {
    await using http = await httpApp();
    const events = eventsOf(await feedOf(http));
    expect((await events.next()).value).toMatchObject({ event: 'connected' });
    await http.app.services.db
      .updateTable('sessions')
      .set({ expiresAt: new Date(0) })
      .execute();
    const rest = await toEnd(events);
    expect(rest.at(-1)?.event).toBe('serialized-error');
    expect(JSON.parse(rest.at(-1)?.data ?? '')).toMatchObject({ data: { kind: 'unauthenticated' } });
  });

  it('ends with the reason when its watcher is taken out of the workspace', async () => {
    await using http = await httpApp();
    const events = eventsOf(await feedOf(http));
    await events.next();
    await http.app.services.db.deleteFrom('members').where('userId', '=', http.app.user.id).execute();
    const rest = await toEnd(events);
    expect(JSON.parse(rest.at(-1)?.data ?? '')).toMatchObject({ data: { kind: 'not-found' } });
  });

  it('ends at once when the server stops, without the event that says it is over, so that the client comes back', async () => {
    await using http = await httpApp();
    const events = eventsOf(await feedOf(http));
    await events.next();
    const closed = http.close();
    const rest = await toEnd(events);
    expect(rest.map((event) => event.event)).not.toContain('return');
    await closed;
    await expect(http.get('/healthz')).rejects.toThrow();
  });

  it('begins with an error for whoever may not watch', async () => {
    await using http = await httpApp();
    const grace = await http.app.as('grace');
    const path = `/trpc/jobs.feed?${inputOf({ workspaceId: grace.workspaceId })}`;
    const events = await toEnd(eventsOf(await http.get(path)));
    expect(events.map((event) => event.event)).toEqual(['connected', 'serialized-error']);
  });
});
