import { expect, test } from 'vitest';
import { EnvError, embedderEndpoint, parseEnv, settingsFromEnv, sharedEnv } from './settings-from-env.ts';

const good = {
  DATABASE_URL: 'postgres://ada:pw@db.internal:5432/millrace',
  REDIS_URL: 'redis://:pw@cache.internal:6379',
  MILLRACE_SECRET: 'q7Zt1vXw0LrB4yNc8KdJ2mHs6PfGa3Ue9TiVoRxE',
};
const faultsOf = (source: Record<string, string>) => {
  try {
    parseEnv(sharedEnv, source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.faults.map((fault) => fault.name);
    throw error;
  }
};
const errorOf = (source: Record<string, string>) => {
  try {
    parseEnv(sharedEnv, source);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

test('three settings are enough; the rest has defaults', () => {
  const settings = settingsFromEnv(parseEnv(sharedEnv, good));
  expect(settings).toMatchObject({ openRegistration: false, maxUploadBytes: 10_485_760, secureCookies: false });
  expect(settings.model).toBeUndefined();
});

test('all faults are told at once, and no value is repeated', () => {
  const faulty = {
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    MILLRACE_SECRET: 'hunter2',
    MAX_UPLOAD_BYTES: '10MB',
    DB_POOL_MAX: '0',
    USERS_OPEN_REGISTRATION: 'yes please',
    LLM_MODEL: 'some-model',
    LOG_LEVEL: 'loud',
  };
  expect(faultsOf(faulty).sort()).toEqual([
    'DATABASE_URL',
    'DB_POOL_MAX',
    'LLM_MODEL',
    'LOG_LEVEL',
    'MAX_UPLOAD_BYTES',
    'MILLRACE_SECRET',
    'REDIS_URL',
    'USERS_OPEN_REGISTRATION',
  ]);
  expect(errorOf(faulty)).not.toContain('hunter2');
});

test('no browser renders pages unless one is named, and then in its sandbox', () => {
  const crawlOf = (more: Record<string, string>) => settingsFromEnv(parseEnv(sharedEnv, { ...good, ...more })).crawl;
  expect(crawlOf({}).browser).toBeUndefined();
  expect(crawlOf({ CRAWL_BROWSER: '/usr/bin/chromium' }).browser).toEqual({
    program: '/usr/bin/chromium',
    sandbox: true,
  });
});

test('EGRESS_ALLOW rules every way out, and whoever is asked learns whom to complain to', () => {
  const egressOf = (more: Record<string, string>) => settingsFromEnv(parseEnv(sharedEnv, { ...good, ...more })).egress;
  expect(egressOf({})).toMatchObject({ allow: '', userAgent: expect.stringContaining('no contact given') });
  expect(egressOf({ EGRESS_ALLOW: '10.1.0.0/16', CRAWL_CONTACT: 'ops@example.org' })).toMatchObject({
    allow: '10.1.0.0/16',
    userAgent: expect.stringContaining('ops@example.org'),
  });
});

test('an empty value is one that is not set', () => {
  expect(faultsOf({ ...good, PUBLIC_URL: '', LLM_MODEL: '', DB_POOL_MAX: '' })).toEqual([]);
});

test.each([
  ['change-me-change-me-change-me-change-me', 'production', ['MILLRACE_SECRET']],
  ['abababababababababababababababababab', 'production', ['MILLRACE_SECRET']],
  ['my-very-long-password-of-forty-characters', 'production', ['MILLRACE_SECRET']],
  ['q7Zt1vXw0LrB4yNc8KdJ2mHs6PfGa3U', 'production', ['MILLRACE_SECRET']],
  [good.MILLRACE_SECRET, 'production', []],
  ['change-me-change-me-change-me-change-me', 'development', []],
  ['short', 'development', ['MILLRACE_SECRET']],
])('the secret %s in %s: faults %j', (secret, NODE_ENV, faults) => {
  expect(faultsOf({ ...good, MILLRACE_SECRET: secret, NODE_ENV })).toEqual(faults);
});

test('a key alone means OpenAI; an address needs the name of a model; the embedder falls to the same endpoint', () => {
  const withKey = parseEnv(sharedEnv, { ...good, OPENAI_API_KEY: 'k', EMBEDDING_MODEL: 'e' });
  expect(settingsFromEnv(withKey).model).toMatchObject({ baseUrl: 'https://api.openai.com/v1', apiKey: 'k' });
  expect(embedderEndpoint(withKey)).toEqual({ baseUrl: 'https://api.openai.com/v1', apiKey: 'k', model: 'e' });

  const local = { ...good, OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' };
  expect(faultsOf(local)).toEqual(['LLM_MODEL']);
  expect(settingsFromEnv(parseEnv(sharedEnv, { ...local, LLM_MODEL: 'm' })).model).toEqual({
    baseUrl: 'http://127.0.0.1:11434/v1',
    apiKey: '',
    model: 'm',
  });
});

test('cookies are for TLS only where people come by https', () => {
  expect(settingsFromEnv(parseEnv(sharedEnv, { ...good, PUBLIC_URL: 'https://m.example' })).secureCookies).toBe(true);
});
