import { describe, expect, it } from 'vitest';
import { testApp } from '../../test/test-app.ts';
import { findEndpoint } from './find-endpoint.ts';
import { seal, unseal } from './sealed-text.ts';

const endpoint = { baseUrl: 'http://127.0.0.1:9/v1', model: 'some-model', apiKey: 'sk-secret-key-of-the-tests' };

describe('the model endpoint', () => {
  it('is the built-in model until one is saved, and again when that is cleared', async () => {
    await using app = await testApp();
    expect(await app.client.models.get.query()).toMatchObject({ source: 'builtin', baseUrl: null, keyHint: null });
    expect(await findEndpoint(app.services)).toBeUndefined();
    const saved = await app.client.models.save.mutate(endpoint);
    expect(saved).toMatchObject({
      source: 'settings',
      model: 'some-model',
      baseUrl: endpoint.baseUrl,
      keyHint: 'ests',
    });
    expect(await findEndpoint(app.services)).toEqual(endpoint);
    expect(await app.client.models.clear.mutate()).toMatchObject({ source: 'builtin' });
    expect(await findEndpoint(app.services)).toBeUndefined();
  });

  it('comes from the environment where the settings have none', async () => {
    await using app = await testApp({ settings: { model: endpoint } });
    expect(await app.client.models.get.query()).toMatchObject({ source: 'environment', keyHint: 'ests' });
  });

  it('is seen by everybody without its key and changed by the owner of the instance alone', async () => {
    await using app = await testApp();
    await app.client.models.save.mutate({ ...endpoint, baseUrl: 'http://user:hidden@127.0.0.1:9/v1?key=hidden' });
    const grace = await app.as('grace');
    const seen = JSON.stringify(await grace.client.models.get.query());
    expect(seen).not.toContain(endpoint.apiKey);
    expect(seen).not.toContain('hidden');
    for (const attempt of [grace.client.models.save, grace.client.models.test]) {
      await expect(attempt.mutate(endpoint)).rejects.toMatchObject({ data: { kind: 'forbidden' } });
    }
    await expect(grace.client.models.clear.mutate()).rejects.toMatchObject({ data: { kind: 'forbidden' } });
  });

  it('stores its key sealed', async () => {
    await using app = await testApp();
    await app.client.models.save.mutate(endpoint);
    const rows = JSON.stringify(await app.services.db.selectFrom('settings').selectAll().execute());
    expect(rows).toContain('some-model');
    expect(rows).not.toContain(endpoint.apiKey);
    expect(rows).not.toContain(Buffer.from(endpoint.apiKey).toString('base64'));
  });

  it('keeps the saved key when none is given, for the same server only', async () => {
    await using app = await testApp();
    await app.client.models.save.mutate(endpoint);
    const { apiKey: _, ...withoutKey } = endpoint;
    await app.client.models.save.mutate({ ...withoutKey, model: 'other-model' });
    expect(await findEndpoint(app.services)).toEqual({ ...endpoint, model: 'other-model' });
    const elsewhere = { ...withoutKey, baseUrl: 'http://127.0.0.1:10/v1' };
    for (const attempt of [app.client.models.save, app.client.models.test]) {
      await expect(attempt.mutate(elsewhere)).rejects.toMatchObject({
        data: { kind: 'invalid', fields: { apiKey: expect.anything() } },
      });
    }
  });

  it('reaches other processes within five seconds', async () => {
    await using app = await testApp();
    await app.client.models.save.mutate(endpoint);
    expect(await findEndpoint(app.services)).toEqual(endpoint);
    // as another process would do it: nobody tells this one
    await app.services.db.deleteFrom('settings').execute();
    expect(await findEndpoint(app.services)).toEqual(endpoint);
    app.travel(5_001);
    expect(await findEndpoint(app.services)).toBeUndefined();
  });

  it('says so when its key was saved under another secret, and goes on without it', async () => {
    await using app = await testApp();
    await app.client.models.save.mutate(endpoint);
    app.services.settings.secret = 'another secret of the tests, just as long';
    expect(await app.client.models.get.query()).toMatchObject({
      source: 'builtin',
      problem: expect.stringContaining('MILLRACE_SECRET'),
    });
    expect(app.logged).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('key') }),
    );
  });

  it('is tested with a real question, and tells what the server really said', async () => {
    await using app = await testApp();
    const server = await app.answerWith('scripted:');
    const good = { baseUrl: server.url, model: 'scripted:tokens=5', apiKey: 'any' };
    expect(await app.client.models.test.mutate(good)).toMatchObject({ ok: true, sample: expect.stringMatching(/\w/) });
    const down = await app.client.models.test.mutate(endpoint);
    expect(down).toMatchObject({ ok: false, message: expect.stringMatching(/127\.0\.0\.1:9/) });
    expect((await app.client.models.get.query()).source).toBe('environment');
  });
});

describe('a sealed text', () => {
  const secret = 'x'.repeat(32);

  it('opens with the same secret and purpose only, and not when a byte was changed', () => {
    const sealed = seal('the key', secret, 'a');
    expect(unseal(sealed, secret, 'a')).toBe('the key');
    expect(() => unseal(sealed, 'y'.repeat(32), 'a')).toThrow();
    expect(() => unseal(sealed, secret, 'b')).toThrow();
    const octets = Buffer.from(sealed, 'base64');
    for (let at = 0; at < octets.length; at++) {
      const changed = Buffer.from(octets);
      changed[at] = (changed[at] as number) ^ 1;
      expect(() => unseal(changed.toString('base64'), secret, 'a')).toThrow();
    }
    expect(() => unseal(octets.subarray(0, 10).toString('base64'), secret, 'a')).toThrow();
  });

  it('differs each time', () => {
    expect(seal('the key', secret, 'a')).not.toBe(seal('the key', secret, 'a'));
  });
});
