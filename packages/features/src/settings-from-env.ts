import { join } from 'node:path';
import { parseAllowList } from '@millrace/egress/address';
import type { Endpoint } from '@millrace/llm/port';
import { z } from 'zod';
import type { Settings } from './services.ts';
import { userAgent } from './user-agent.ts';
import { weaknessOfSecret } from './weak-secret.ts';

/** A whole number from `least` on, in decimal digits. */
export const whole = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .pipe(z.number().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`));

/** A switch. */
export const yesOrNo = z
  .enum(['true', 'false', '1', '0'], 'must be true or false')
  .transform((text) => text === 'true' || text === '1');
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' });

const allowList = z.string().superRefine((text, context) => {
  try {
    parseAllowList(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
});

/** What server and worker both read. Texts in, checked values out. Sizes in bytes, times in milliseconds. */
export const sharedEnv = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'must be development, test or production')
    .default('development'),
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'is needed: postgres://user:password@host:5432/database',
  }),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'is needed: redis://:password@host:6379' }),
  MILLRACE_SECRET: z.string('is needed: make one with `openssl rand -base64 48`'),
  MILLRACE_DATA_DIR: z.string().default('.millrace'),
  STORAGE_DIR: z.string().optional(),
  PUBLIC_URL: httpUrl.optional(),
  DB_POOL_MAX: whole(1, 1000).default(10),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'must be a level such as info or debug')
    .default('info'),
  MAX_UPLOAD_BYTES: whole(1).default(10_485_760),
  MAX_TABLE_BYTES: whole(1).default(268_435_456),
  MAX_IMAGE_BYTES: whole(1).default(5_242_880),
  MAX_AUDIO_BYTES: whole(1).default(10_485_760),
  WORKSPACE_MAX_BYTES: whole(1).default(21_474_836_480),
  WORKSPACE_MAX_FILES: whole(1).default(100_000),
  USERS_OPEN_REGISTRATION: yesOrNo.default(false),
  SIGN_UP_LIMIT: whole(1).default(30),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  LLM_MODEL: z.string().optional(),
  EMBEDDING_MODEL: z.string().optional(),
  EMBEDDING_BASE_URL: httpUrl.optional(),
  EMBEDDING_API_KEY: z.string().optional(),
  CHAT_TITLES: yesOrNo.default(true),
  TRANSCRIPTION_MODEL: z.string().optional(),
  TRANSCRIPTION_BASE_URL: httpUrl.optional(),
  TRANSCRIPTION_API_KEY: z.string().optional(),
  EXTRACTION_MEMORY_MB: whole(64).default(512),
  EXTRACTION_TIMEOUT_MS: whole(1000).default(120_000),
  EGRESS_ALLOW: allowList.default(''),
  // it becomes part of a header
  CRAWL_CONTACT: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'must be an address or e-mail without blanks')
    .optional(),
  CRAWL_DELAY_MS: whole(0, 600_000).default(500),
  CRAWL_KEPT_VERSIONS: whole(0, 1000).default(10),
  CRAWL_BROWSER: z.string().optional(),
  CRAWL_BROWSER_SANDBOX: yesOrNo.default(true),
});
export type SharedEnv = z.output<typeof sharedEnv>;

type Source = Record<string, string | undefined>;
type Fault = { name: string; message: string };

/** Every fault of the settings in one error, one a line, without their values: some of them are secrets. */
export class EnvError extends Error {
  readonly faults: Fault[];
  constructor(faults: Fault[]) {
    const lines = faults.map(({ name, message }) => `  ${name} ${message}`);
    super(`These settings are not right:\n${lines.join('\n')}\n.env.example describes each of them.`);
    this.name = 'EnvError';
    this.faults = faults;
  }
}

/** Parses the environment with `schema`, made of `sharedEnv`. An empty value is one that is not set. Throws EnvError. */
export function parseEnv<Schema extends z.ZodType>(schema: Schema, source: Source): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => ({ name: path.join('.'), message }));
  const named = new Set(faults.map((fault) => fault.name));
  faults.push(...faultsBetween(given).filter((fault) => !named.has(fault.name)));
  if (faults.length > 0 || !parsed.success) throw new EnvError(faults);
  return parsed.data;
}

/** `parseEnv` for a process that begins: prints every fault and ends the process. */
export function parseEnvOrExit<Schema extends z.ZodType>(schema: Schema, source: Source): z.output<Schema> {
  try {
    return parseEnv(schema, source);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Faults that depend on more than one setting; looked for in the raw texts, so that they are told together with the others. */
function faultsBetween(given: Source): Fault[] {
  const faults: Fault[] = [];
  const secret = given.MILLRACE_SECRET;
  const weakness = secret === undefined ? undefined : weaknessOfSecret(secret, given.NODE_ENV === 'production');
  if (weakness) faults.push({ name: 'MILLRACE_SECRET', message: weakness });

  const openai = given.OPENAI_API_KEY !== undefined || given.OPENAI_BASE_URL !== undefined;
  if (given.LLM_MODEL && !openai) {
    faults.push({ name: 'LLM_MODEL', message: 'needs OPENAI_API_KEY or OPENAI_BASE_URL: where is that model?' });
  }
  if (given.OPENAI_BASE_URL && !given.LLM_MODEL) {
    faults.push({ name: 'LLM_MODEL', message: 'is needed with OPENAI_BASE_URL: name a model that the endpoint has' });
  }
  if (given.EMBEDDING_MODEL && !openai && !given.EMBEDDING_BASE_URL && !given.EMBEDDING_API_KEY) {
    const message = 'needs EMBEDDING_BASE_URL or EMBEDDING_API_KEY (or OPENAI_*): where is that model?';
    faults.push({ name: 'EMBEDDING_MODEL', message });
  }
  if ((given.EMBEDDING_BASE_URL || given.EMBEDDING_API_KEY) && !given.EMBEDDING_MODEL) {
    faults.push({ name: 'EMBEDDING_MODEL', message: 'is needed with EMBEDDING_BASE_URL and EMBEDDING_API_KEY' });
  }
  if ((given.TRANSCRIPTION_BASE_URL || given.TRANSCRIPTION_API_KEY) && !given.TRANSCRIPTION_MODEL) {
    faults.push({
      name: 'TRANSCRIPTION_MODEL',
      message: 'is needed with TRANSCRIPTION_BASE_URL and TRANSCRIPTION_API_KEY',
    });
  }
  return faults;
}

const openaiUrl = 'https://api.openai.com/v1';

/** The settings that features see. */
export function settingsFromEnv(env: SharedEnv): Settings {
  return {
    secret: env.MILLRACE_SECRET,
    openRegistration: env.USERS_OPEN_REGISTRATION,
    signUpLimit: env.SIGN_UP_LIMIT,
    maxUploadBytes: env.MAX_UPLOAD_BYTES,
    uploads: {
      tableBytes: env.MAX_TABLE_BYTES,
      imageBytes: env.MAX_IMAGE_BYTES,
      audioBytes: env.MAX_AUDIO_BYTES,
      workspaceBytes: env.WORKSPACE_MAX_BYTES,
      workspaceFiles: env.WORKSPACE_MAX_FILES,
    },
    secureCookies: env.PUBLIC_URL?.startsWith('https:') ?? false,
    model: modelEndpoint(env),
    transcription: transcriptionEndpoint(env),
    titles: env.CHAT_TITLES,
    extraction: { memoryMb: env.EXTRACTION_MEMORY_MB, timeoutMs: env.EXTRACTION_TIMEOUT_MS },
    egress: { allow: env.EGRESS_ALLOW, userAgent: userAgent(env.CRAWL_CONTACT) },
    crawl: {
      delayMs: env.CRAWL_DELAY_MS,
      retryMs: 2_000,
      timeoutMs: 30_000,
      keptVersions: env.CRAWL_KEPT_VERSIONS,
      browser: env.CRAWL_BROWSER ? { program: env.CRAWL_BROWSER, sandbox: env.CRAWL_BROWSER_SANDBOX } : undefined,
    },
  };
}

function modelEndpoint(env: SharedEnv): Endpoint | undefined {
  if (env.OPENAI_API_KEY === undefined && env.OPENAI_BASE_URL === undefined) return undefined;
  return {
    baseUrl: env.OPENAI_BASE_URL ?? openaiUrl,
    apiKey: env.OPENAI_API_KEY ?? '',
    model: env.LLM_MODEL ?? 'gpt-5-mini',
  };
}

/** With a key for OpenAI itself its usual model; any other server must be asked for one by name. */
function transcriptionEndpoint(env: SharedEnv): Endpoint | undefined {
  const own = env.OPENAI_API_KEY !== undefined && env.OPENAI_BASE_URL === undefined ? 'whisper-1' : undefined;
  const model = env.TRANSCRIPTION_MODEL ?? own;
  if (model === undefined) return undefined;
  return {
    baseUrl: env.TRANSCRIPTION_BASE_URL ?? env.OPENAI_BASE_URL ?? openaiUrl,
    apiKey: env.TRANSCRIPTION_API_KEY ?? env.OPENAI_API_KEY ?? '',
    model,
  };
}

/** The endpoint that embeds; undefined: the built-in embedder. What is not set for it falls to OPENAI_*. */
export function embedderEndpoint(env: SharedEnv): Endpoint | undefined {
  if (env.EMBEDDING_MODEL === undefined) return undefined;
  return {
    baseUrl: env.EMBEDDING_BASE_URL ?? env.OPENAI_BASE_URL ?? openaiUrl,
    apiKey: env.EMBEDDING_API_KEY ?? env.OPENAI_API_KEY ?? '',
    model: env.EMBEDDING_MODEL,
  };
}

/** Stands before every key of this product in Redis. */
export const redisPrefix = 'millrace:';

/** Where uploaded files live; server and workers must share it. */
export const storageDir = (env: SharedEnv): string => env.STORAGE_DIR ?? join(env.MILLRACE_DATA_DIR, 'files');
