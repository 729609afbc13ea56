import type { z } from 'zod';
import { whole } from '../env-values.ts';

const env = {
  EXTRACTION_MEMORY_MB: whole(64).default(512),
  EXTRACTION_TIMEOUT_MS: whole(1000).default(120_000),
};

/** What the process that reads one file may use. */
export type SourcesSettings = { extraction: { memoryMb: number; timeoutMs: number } };

export const sourcesSettings = {
  env,
  read: (given: z.output<z.ZodObject<typeof env>>): SourcesSettings => ({
    extraction: { memoryMb: given.EXTRACTION_MEMORY_MB, timeoutMs: given.EXTRACTION_TIMEOUT_MS },
  }),
};
