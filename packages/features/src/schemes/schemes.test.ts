import { expect, test } from 'vitest';
import { testApp } from '../../test/test-app.ts';
import { purgeDeletedSchemes } from './purge-deleted-schemes.ts';

const topic = { key: 'topic', type: 'enum' as const, labels: [{ value: 'water' }, { value: 'roads' }], unknown: true };
const amount = { key: 'amount', type: 'number' as const, min: 0, unit: 'EUR' };

test('a change makes the next version, and the one before can still be read', async () => {
  await using app = await testApp();
  const { client, workspaceId } = app;
  const { schemeId, version } = await client.schemes.create.mutate({ workspaceId, name: 'Topics', fields: [topic] });
  expect(version).toBe(1);
  const next = await client.schemes.update.mutate({ schemeId, expectedVersion: 1, fields: [topic, amount] });
  expect(next).toEqual({ schemeId, version: 2 });
  const now = await client.schemes.get.query({ schemeId });
  expect(now).toMatchObject({ version: 2, currentVersion: 2, name: 'Topics', fields: [topic, amount] });
  expect(now.jsonSchema).toMatchObject({
    required: ['topic', 'amount'],
    properties: { topic: { type: ['string', 'null'], enum: ['water', 'roads', null] }, amount: { minimum: 0 } },
  });
  const before = await client.schemes.get.query({ schemeId, version: 1 });
  expect(before).toMatchObject({ version: 1, currentVersion: 2, fields: [topic] });
  const versions = await client.schemes.versions.query({ schemeId });
  expect(versions.map((entry) => [entry.version, entry.fields])).toEqual([
    [2, 2],
    [1, 1],
  ]);
  await expect(client.schemes.get.query({ schemeId, version: 3 })).rejects.toThrow('does not exist');
});

test('an update without a difference makes no version', async () => {
  await using app = await testApp();
  const { client, workspaceId } = app;
  const { schemeId } = await client.schemes.create.mutate({ workspaceId, name: 'Topics', fields: [topic] });
  const same = await client.schemes.update.mutate({ schemeId, expectedVersion: 1, name: 'Topics', fields: [topic] });
  expect(same.version).toBe(1);
});

test('of two people who change the same version, the second is told and nothing is lost', async () => {
  await using app = await testApp();
  const { client, workspaceId } = app;
  const { schemeId } = await client.schemes.create.mutate({ workspaceId, name: 'Topics', fields: [topic] });
  const change = (name: string) => client.schemes.update.mutate({ schemeId, expectedVersion: 1, name });
  const outcomes = await Promise.allSettled([change('One'), change('Two')]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const refused = outcomes.find((outcome) => outcome.status === 'rejected');
  expect(refused?.reason).toMatchObject({ data: { kind: 'conflict', reason: 'schemes.changed-meanwhile' } });
  expect((await client.schemes.get.query({ schemeId })).version).toBe(2);
});

test('the list is read page by page, what changed last first, without what was deleted', async () => {
  await using app = await testApp();
  const { client, workspaceId } = app;
  const names = ['A', 'B', 'C', 'D'];
  const ids: string[] = [];
  for (const name of names)
    ids.push((await client.schemes.create.mutate({ workspaceId, name, fields: [topic] })).schemeId);
  await client.schemes.update.mutate({ schemeId: ids[0]!, expectedVersion: 1, description: 'Changed' });
  await client.schemes.delete.mutate({ schemeId: ids[2]! });
  const first = await client.schemes.list.query({ workspaceId, limit: 2 });
  expect(first.items.map(({ name }) => name)).toEqual(['A', 'D']);
  const rest = await client.schemes.list.query({ workspaceId, limit: 2, cursor: first.nextCursor ?? '' });
  expect(rest.items.map(({ name }) => name)).toEqual(['B']);
  expect(rest.nextCursor).toBeNull();
});

test('a deleted scheme is not found until it is restored, and is gone after thirty days', async () => {
  await using app = await testApp();
  const { client, workspaceId } = app;
  const { schemeId } = await client.schemes.create.mutate({ workspaceId, name: 'Topics', fields: [topic] });
  await client.schemes.delete.mutate({ schemeId });
  await expect(client.schemes.get.query({ schemeId })).rejects.toMatchObject({ data: { kind: 'not-found' } });
  await client.schemes.restore.mutate({ schemeId });
  expect((await client.schemes.get.query({ schemeId })).name).toBe('Topics');
  await client.schemes.delete.mutate({ schemeId });
  const later = (days: number) => ({
    ...app.services,
    clock: () => new Date(app.services.clock().getTime() + days * 24 * 3_600_000),
  });
  expect(await purgeDeletedSchemes(later(29))).toBe(0);
  expect(await purgeDeletedSchemes(later(31))).toBe(1);
  await expect(client.schemes.restore.mutate({ schemeId })).rejects.toMatchObject({ data: { kind: 'not-found' } });
});

test('an exported scheme is imported as a scheme of its own', async () => {
  await using app = await testApp();
  const { client, workspaceId } = app;
  const { schemeId } = await client.schemes.create.mutate({
    workspaceId,
    name: 'Topics',
    instructions: 'Read carefully.',
    fields: [topic, amount],
  });
  const scheme = await client.schemes.export.query({ schemeId });
  const copy = await client.schemes.import.mutate({ workspaceId, scheme: JSON.parse(JSON.stringify(scheme)) });
  expect(copy.schemeId).not.toBe(schemeId);
  const read = await client.schemes.get.query({ schemeId: copy.schemeId });
  expect(read).toMatchObject({ name: 'Topics', instructions: 'Read carefully.', fields: [topic, amount], version: 1 });
});
