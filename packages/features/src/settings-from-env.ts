import { join } from 'node:path';
import { z } from 'zod';
import { type EnvFault, type Given, whole } from './env-values.ts';
import type { Intersection } from './intersection.ts';
import type { Settings } from './settings.ts';
import * as faces from './settings-faces.ts';
import { weaknessOfSecret } from './weak-secret.ts';

export { whole, yesOrNo } from './env-values.ts';
export { embedderEndpoint } from './models/settings.ts';

type Face = (typeof faces)[keyof typeof faces];
type SettingsFace = {
  env: z.ZodRawShape;
  read(env: SharedEnv): object;
  /** Faults that depend on more than one setting; looked for in the raw texts, so that all faults are reported together. */
  faultsBetween?(given: Given): EnvFault[];
};

const all: SettingsFace[] = Object.values(faces);
const shapesOfFaces = Object.assign({}, ...all.map(({ env }) => env)) as Intersection<Face['env']>;

/** What server and worker both read. Texts in, checked values out. Sizes in bytes, times in milliseconds. */
export const sharedEnv = z.object({
  ...shapesOfFaces,
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'must be development, test or production')
    .default('development'),
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'is required, for example postgres://user:password@host:5432/database',
  }),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'is required, for example redis://:password@host:6379' }),
  MILLRACE_SECRET: z.string('is required: generate one with `openssl rand -base64 48`'),
  MILLRACE_DATA_DIR: z.string().default('.millrace'),
  STORAGE_DIR: z.string().optional(),
  DB_POOL_MAX: whole(1, 1000).default(10),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'must be a level such as info or debug')
    .default('info'),
});
export type SharedEnv = z.output<typeof sharedEnv>;

/** Every fault of the settings in one error, one a line, without their values: some of them are secrets. */
export class EnvError extends Error {
  readonly faults: EnvFault[];
  constructor(faults: EnvFault[]) {
    const lines = faults.map(({ name, message }) => `  ${name} ${message}`);
    super(`These settings are invalid:\n${lines.join('\n')}\nSee .env.example for what each of them means.`);
    this.name = 'EnvError';
    this.faults = faults;
  }
}

/** Parses the environment with `schema`, made of `sharedEnv`. An empty value is one that is not set. Throws EnvError. */
export function parseEnv<Schema extends z.ZodType>(schema: Schema, source: Given): z.output<Schema> {
  const all = { ...source, ...proxiesOf(source) };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => ({ name: path.join('.'), message }));
  const named = new Set(faults.map((fault) => fault.name));
  faults.push(...faultsBetween(given).filter((fault) => !named.has(fault.name)));
  if (faults.length > 0 || !parsed.success) throw new EnvError(faults);
  return parsed.data;
}

/** Settings that other programs read too, whose names are written in small letters as well. */
const proxiesOf = (source: Given): Given =>
  Object.fromEntries(
    ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'].map((name) => [name, source[name.toLowerCase()] || source[name]]),
  );

/** `parseEnv` for a process that begins: prints every fault and ends the process. */
export function parseEnvOrExit<Schema extends z.ZodType>(schema: Schema, source: Given): z.output<Schema> {
  try {
    return parseEnv(schema, source);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Faults that depend on more than one setting; looked for in the raw texts, so that they are told together with the others. */
function faultsBetween(given: Given): EnvFault[] {
  const faults: EnvFault[] = [];
  const secret = given.MILLRACE_SECRET;
  const weakness = secret === undefined ? undefined : weaknessOfSecret(secret, given.NODE_ENV === 'production');
  if (weakness) faults.push({ name: 'MILLRACE_SECRET', message: weakness });

  return [...faults, ...all.flatMap((face) => face.faultsBetween?.(given) ?? [])];
}

/** The settings that features see. */
export const settingsFromEnv = (env: SharedEnv): Settings =>
  Object.assign({ secret: env.MILLRACE_SECRET }, ...all.map((face) => face.read(env)));

/** Stands before every key of this product in Redis. */
export const redisPrefix = 'millrace:';

/** Where uploaded files live; server and workers must share it. */
export const storageDir = (env: SharedEnv): string => env.STORAGE_DIR ?? join(env.MILLRACE_DATA_DIR, 'files');
