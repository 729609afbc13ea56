import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { listOldSeals } from '@millrace/db/migrations/0034-bind-seals-and-drop-files';
import { toJson } from '@millrace/db/to-json';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { openHeaders } from '../models/endpoint-headers.ts';
import { openKey } from '../models/endpoint-key.ts';
import { findEndpoint } from '../models/endpoints.queries.ts';
import { passwordOf, withPassword } from '../sources/source-options.ts';
import { bindOldSeals } from './bind-old-seals.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app[Symbol.asyncDispose]());

/** As versions up to 0.1 sealed. */
function sealOld(text: string, purpose: string, { secret } = app.services.settings): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)), nonce);
  cipher.setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

let names = 0;
const addEndpoint = async (workspaceId = app.workspaceId) => {
  const { id } = await app.client.models.save.mutate({
    ...{ workspaceId, name: `Model ${++names}`, models: ['m'], baseUrl: 'http://127.0.0.1:9/v1' },
    ...{ apiKey: `the key of ${names}`, headers: [{ name: 'X-Team', value: `the team of ${names}` }] },
  });
  return { id, workspaceId };
};
const addSource = async (password?: string) => {
  const { workspaceId, services } = app;
  const { sourceId: id } = await app.client.sources.create.mutate({ workspaceId, kind: 'text', title: 'T', text: 'T' });
  const place = { id, workspaceId, options: null };
  if (password !== undefined) await setOptions(id, withPassword(services, place, password));
  return { id, workspaceId };
};
const setOptions = (id: string, options: { sealedPassword?: string }) =>
  app.services.db
    .updateTable('sources')
    .set({ options: toJson(options) })
    .where('id', '=', id)
    .execute();
const setSeals = (id: string, seals: { sealedKey?: string; sealedHeaders?: string }) =>
  app.services.db.updateTable('modelEndpoints').set(seals).where('id', '=', id).execute();

type Place = { id: string; workspaceId: string };
const endpointRow = async ({ id, workspaceId }: Place) => {
  const row = await findEndpoint(app.services.db, { workspaceId, endpointId: id });
  if (row === undefined) throw new Error('The endpoint is gone.');
  return row;
};
const keyOf = async (place: Place) => openKey(app.services, await endpointRow(place));
const headersOf = async (place: Place) => openHeaders(app.services, await endpointRow(place));
const passwordIn = async ({ id }: Place) => {
  const { db } = app.services;
  const row = await db.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return passwordOf(app.services, row);
};

describe('what is sealed for one cell', () => {
  let one: Place;
  let other: Place;
  beforeEach(async () => {
    [one, other] = [await addEndpoint(), await addEndpoint()];
  });

  it('does not open in another row, and the error names the row and what to do', async () => {
    await setSeals(other.id, { sealedKey: (await endpointRow(one)).sealedKey });
    await expect(keyOf(other)).rejects.toThrow(
      new RegExp(`model_endpoints.sealed_key ${other.id}.*Enter the key again`),
    );
    const { endpoints } = await app.client.models.list.query({ workspaceId: app.workspaceId });
    const shown = endpoints.find(({ id }) => id === other.id);
    expect(shown).toMatchObject({ keyHint: null, problem: expect.stringContaining(other.id) });
    expect(await keyOf(one)).toMatch(/^the key of/);
    // entering the key again is the cure
    const { workspaceId } = app;
    const again = { endpointId: other.id, workspaceId, name: 'Cured', models: ['m'], baseUrl: 'http://127.0.0.1:9/v1' };
    await app.client.models.save.mutate({ ...again, apiKey: 'entered again' });
    expect(await keyOf(other)).toBe('entered again');
  });

  it('does not open in another column', async () => {
    const { sealedKey, sealedHeaders } = await endpointRow(one);
    await setSeals(one.id, { sealedKey: sealedHeaders, sealedHeaders: sealedKey });
    await expect(keyOf(one)).rejects.toThrow(/Enter the key again/);
    await expect(headersOf(one)).rejects.toThrow(/sealed_headers.*Enter their values again/);
  });

  it('does not open in another workspace, in the same row or in one of its own', async () => {
    const { id } = await app.client.workspaces.create.mutate({ name: 'Elsewhere' });
    const elsewhere = await addEndpoint(id);
    await setSeals(elsewhere.id, { sealedKey: (await endpointRow(one)).sealedKey });
    await expect(keyOf(elsewhere)).rejects.toThrow(/Enter the key again/);
    await app.services.db.updateTable('modelEndpoints').set({ workspaceId: id }).where('id', '=', one.id).execute();
    await expect(keyOf({ ...one, workspaceId: id })).rejects.toThrow(/Enter the key again/);
  });

  it('does not open in another table, and the log names the cell', async () => {
    const source = await addSource();
    await setOptions(source.id, { sealedPassword: (await endpointRow(one)).sealedKey });
    expect(await passwordIn(source)).toBeUndefined();
    const cell = { workspaceId: app.workspaceId, table: 'sources', column: 'options.sealedPassword', row: source.id };
    expect(app.logged).toContainEqual(
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ cell }) }),
    );
    const locked = await addSource('sesame');
    const { options } = await app.services.db
      .selectFrom('sources')
      .select('options')
      .where('id', '=', locked.id)
      .executeTakeFirstOrThrow();
    const { sealedPassword = '' } = options as { sealedPassword?: string };
    await setOptions(source.id, { sealedPassword });
    expect([await passwordIn(source), await passwordIn(locked)]).toEqual([undefined, 'sesame']);
    await setSeals(one.id, { sealedKey: sealedPassword });
    await expect(keyOf(one)).rejects.toThrow(/Enter the key again/);
  });
});

describe('what was sealed before seals were bound', () => {
  const oldKey = 'settings.model';
  const migrate = async () => {
    await sql`drop table unbound_seals`.execute(app.services.db);
    await listOldSeals(app.services.db as unknown as Kysely<unknown>);
  };
  const listed = async () =>
    (await app.services.db.selectFrom('unboundSeals').select('rowId').execute()).map(({ rowId }) => rowId);
  beforeEach(async () => {
    await app.services.db.deleteFrom('modelEndpoints').execute();
    await app.services.db.updateTable('sources').set({ options: null }).execute();
  });

  it('is bound at the next start and opens as before, in every place', async () => {
    const [endpoint, source] = [await addEndpoint(), await addSource()];
    const sealedHeaders = sealOld('{"X-Team":"old"}', 'models.headers');
    await setSeals(endpoint.id, { sealedKey: sealOld('an old key', oldKey), sealedHeaders });
    await setOptions(source.id, { sealedPassword: sealOld('old sesame', `sources.password:${source.id}`) });
    await migrate();
    // two processes start together
    await Promise.all([bindOldSeals(app.services), bindOldSeals(app.services)]);
    expect(await keyOf(endpoint)).toBe('an old key');
    expect(await headersOf(endpoint)).toEqual({ 'X-Team': 'old' });
    expect(await passwordIn(source)).toBe('old sesame');
    expect(await listed()).toEqual([]);
  });

  it('is not opened where it comes in later, neither by a read nor by a start', async () => {
    const [bound, other] = [await addEndpoint(), await addEndpoint()];
    const stolen = sealOld('an old key', oldKey);
    await setSeals(bound.id, { sealedKey: stolen, sealedHeaders: '' });
    await migrate();
    await bindOldSeals(app.services);
    for (const { id } of [bound, other]) await setSeals(id, { sealedKey: stolen });
    await bindOldSeals(app.services);
    for (const place of [bound, other]) await expect(keyOf(place)).rejects.toThrow(/Enter the key again/);
  });

  it('is not opened in a cell that was listed with something else', async () => {
    const endpoint = await addEndpoint();
    await setSeals(endpoint.id, { sealedKey: sealOld('its own', oldKey), sealedHeaders: '' });
    await migrate();
    await setSeals(endpoint.id, { sealedKey: sealOld('of another row', oldKey) });
    await bindOldSeals(app.services);
    await expect(keyOf(endpoint)).rejects.toThrow(/Enter the key again/);
    expect(await listed()).toEqual([]);
  });

  it('waits for its secret, and does not keep the others waiting', async () => {
    const [lost, fine] = [await addEndpoint(), await addEndpoint()];
    const previous = 'the secret that was there before this one';
    await setSeals(lost.id, { sealedKey: sealOld('kept', oldKey, { ...app.services.settings, secret: previous }) });
    await setSeals(fine.id, { sealedKey: sealOld('fine', oldKey) });
    await migrate();
    await bindOldSeals(app.services);
    expect(await keyOf(fine)).toBe('fine');
    await expect(keyOf(lost)).rejects.toThrow(/restart with the previous secret/);
    const { secret } = app.services.settings;
    app.services.settings.secret = previous;
    await bindOldSeals(app.services);
    expect(await keyOf(lost)).toBe('kept');
    app.services.settings.secret = secret;
  });
});
