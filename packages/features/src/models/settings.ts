import type { Endpoint } from '@millrace/llm/port';
import { z } from 'zod';
import { type EnvFault, type Given, httpUrl } from '../env-values.ts';

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
};
type ModelsEnv = z.output<z.ZodObject<typeof env>>;

export type ModelsSettings = {
  /** The model endpoint of the environment; settings in the database take its place. */
  model: Endpoint | undefined;
  /** The endpoint that transcribes recordings; without it, recordings are not transcribed. */
  transcription?: Endpoint | undefined;
};

const openaiUrl = 'https://api.openai.com/v1';

function modelEndpoint(given: ModelsEnv): Endpoint | undefined {
  if (given.OPENAI_API_KEY === undefined && given.OPENAI_BASE_URL === undefined) return undefined;
  return {
    baseUrl: given.OPENAI_BASE_URL ?? openaiUrl,
    apiKey: given.OPENAI_API_KEY ?? '',
    model: given.LLM_MODEL ?? 'gpt-5-mini',
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
  };
}

/** The endpoint that embeds; undefined: the built-in embedder. What is not set for it falls to OPENAI_*. */
export function embedderEndpoint(given: ModelsEnv): Endpoint | undefined {
  if (given.EMBEDDING_MODEL === undefined) return undefined;
  return {
    baseUrl: given.EMBEDDING_BASE_URL ?? given.OPENAI_BASE_URL ?? openaiUrl,
    apiKey: given.EMBEDDING_API_KEY ?? given.OPENAI_API_KEY ?? '',
    model: given.EMBEDDING_MODEL,
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
  return faults;
}

export const modelsSettings = {
  env,
  faultsBetween,
  read: (given: ModelsEnv): ModelsSettings => ({
    model: modelEndpoint(given),
    transcription: transcriptionEndpoint(given),
  }),
};
