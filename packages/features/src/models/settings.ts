import type { Endpoint } from '@millrace/llm/port';
import type { ProxySettings } from '@millrace/llm/proxy';
import { z } from 'zod';
import { type EnvFault, type Given, httpUrl, whole, yesOrNo } from '../env-values.ts';

const env = {
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  LLM_MODEL: z.string().optional(),
  EMBEDDING_MODEL: z.string().optional(),
  EMBEDDING_BASE_URL: httpUrl.optional(),
  EMBEDDING_API_KEY: z.string().optional(),
  TRANSCRIPTION_MODEL: z.string().optional(),
  TRANSCRIPTION_BASE_URL: httpUrl.optional(),
  TRANSCRIPTION_API_KEY: z.string().optional(),
  MODEL_FIRST_BYTE_MS: whole(1_000, 1_200_000).optional(),
  MODEL_PROXY: yesOrNo.default(false),
  // they may be there for other programs: what is wrong with them matters only where they are used
  HTTPS_PROXY: z.string().optional(),
  HTTP_PROXY: z.string().optional(),
  NO_PROXY: z.string().optional(),
};
type ModelsEnv = z.output<z.ZodObject<typeof env>>;

export type ModelsSettings = {
  /** The model endpoint of the environment; settings in the database take its place. */
  model: Endpoint | undefined;
  /** The endpoint that transcribes recordings; without it, recordings are not transcribed. */
  transcription?: Endpoint | undefined;
  /** The proxies of the environment, and whether requests to models go through them. */
  proxy?: ProxySettings | undefined;
};

/** How long models of the environment may take to begin, where that is set. */
const patienceOf = ({ MODEL_FIRST_BYTE_MS: firstByteMs }: ModelsEnv) =>
  firstByteMs === undefined ? {} : { firstByteMs };

/** Whether there is a proxy that requests to models do not use. */
export const ignoresProxy = ({ proxy }: ModelsSettings): boolean =>
  proxy !== undefined && !proxy.isUsed && Boolean(proxy.https ?? proxy.http);

function proxyOf({
  MODEL_PROXY: isUsed,
  HTTPS_PROXY: https,
  HTTP_PROXY: http,
  NO_PROXY: except,
}: ModelsEnv): ProxySettings | undefined {
  return https === undefined && http === undefined ? undefined : { isUsed, https, http, except };
}

const openaiUrl = 'https://api.openai.com/v1';

function modelEndpoint(given: ModelsEnv): Endpoint | undefined {
  if (given.OPENAI_API_KEY === undefined && given.OPENAI_BASE_URL === undefined) return undefined;
  return {
    baseUrl: given.OPENAI_BASE_URL ?? openaiUrl,
    apiKey: given.OPENAI_API_KEY ?? '',
    model: given.LLM_MODEL ?? 'gpt-5-mini',
    ...patienceOf(given),
  };
}

/** With a key for OpenAI itself its usual model; any other server must be asked for one by name. */
function transcriptionEndpoint(given: ModelsEnv): Endpoint | undefined {
  const own = given.OPENAI_API_KEY !== undefined && given.OPENAI_BASE_URL === undefined ? 'whisper-1' : undefined;
  const model = given.TRANSCRIPTION_MODEL ?? own;
  if (model === undefined) return undefined;
  return {
    baseUrl: given.TRANSCRIPTION_BASE_URL ?? given.OPENAI_BASE_URL ?? openaiUrl,
    apiKey: given.TRANSCRIPTION_API_KEY ?? given.OPENAI_API_KEY ?? '',
    model,
    ...patienceOf(given),
  };
}

/** The endpoint that embeds; undefined: the built-in embedder. What is not set for it falls to OPENAI_*. */
export function embedderEndpoint(given: ModelsEnv): Endpoint | undefined {
  if (given.EMBEDDING_MODEL === undefined) return undefined;
  return {
    baseUrl: given.EMBEDDING_BASE_URL ?? given.OPENAI_BASE_URL ?? openaiUrl,
    apiKey: given.EMBEDDING_API_KEY ?? given.OPENAI_API_KEY ?? '',
    model: given.EMBEDDING_MODEL,
    ...patienceOf(given),
  };
}

/** Endpoints without their model, and models without their endpoint. */
function faultsBetween(given: Given): EnvFault[] {
  const faults: EnvFault[] = [];
  const openai = given.OPENAI_API_KEY !== undefined || given.OPENAI_BASE_URL !== undefined;
  if (given.LLM_MODEL && !openai) {
    faults.push({
      name: 'LLM_MODEL',
      message: 'requires OPENAI_API_KEY or OPENAI_BASE_URL, to know where the model is',
    });
  }
  if (given.OPENAI_BASE_URL && !given.LLM_MODEL) {
    faults.push({ name: 'LLM_MODEL', message: 'is required with OPENAI_BASE_URL: name a model of the endpoint' });
  }
  if (given.EMBEDDING_MODEL && !openai && !given.EMBEDDING_BASE_URL && !given.EMBEDDING_API_KEY) {
    const message = 'requires EMBEDDING_BASE_URL or EMBEDDING_API_KEY (or OPENAI_*), to know where the model is';
    faults.push({ name: 'EMBEDDING_MODEL', message });
  }
  if ((given.EMBEDDING_BASE_URL || given.EMBEDDING_API_KEY) && !given.EMBEDDING_MODEL) {
    faults.push({ name: 'EMBEDDING_MODEL', message: 'is required with EMBEDDING_BASE_URL and EMBEDDING_API_KEY' });
  }
  if ((given.TRANSCRIPTION_BASE_URL || given.TRANSCRIPTION_API_KEY) && !given.TRANSCRIPTION_MODEL) {
    faults.push({
      name: 'TRANSCRIPTION_MODEL',
      message: 'is required with TRANSCRIPTION_BASE_URL and TRANSCRIPTION_API_KEY',
    });
  }
  return [...faults, ...proxyFaults(given)];
}

const isOn = (value: string | undefined) => value === 'true' || value === '1';

function proxyFaults(given: Given): EnvFault[] {
  if (!isOn(given.MODEL_PROXY)) return [];
  const names = ['HTTPS_PROXY', 'HTTP_PROXY'].filter((name) => given[name]);
  if (names.length === 0) return [{ name: 'MODEL_PROXY', message: 'requires HTTPS_PROXY or HTTP_PROXY' }];
  return names
    .filter((name) => !httpUrl.safeParse(given[name]).success)
    .map((name) => ({ name, message: 'must be a URL such as http://proxy.intern:3128' }));
}

export const modelsSettings = {
  env,
  faultsBetween,
  read: (given: ModelsEnv): ModelsSettings => ({
    model: modelEndpoint(given),
    transcription: transcriptionEndpoint(given),
    proxy: proxyOf(given),
  }),
};
