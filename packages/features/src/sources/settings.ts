import type { OcrOptions } from '@millrace/reading/files/ocr/ocr-options';
import { z } from 'zod';
import { whole } from '../env-values.ts';

const env = {
  EXTRACTION_MEMORY_MB: whole(64).default(512),
  EXTRACTION_TIMEOUT_MS: whole(1000).default(120_000),
  OCR_LANGUAGES: z
    .string()
    .regex(/^[a-z]{3}(?:_[a-z]+)*(?:\+[a-z]{3}(?:_[a-z]+)*)*$/i, 'must be languages joined by +, for example eng+deu')
    .default('eng'),
  OCR_PAGE_TIMEOUT_MS: whole(1000).default(120_000),
  OCR_MAX_PAGES: whole(0).default(1_000),
};

/** What the process that reads one file may use, without the time for OCR, which counts per page. */
export type SourcesSettings = { extraction: { memoryMb: number; timeoutMs: number; ocr?: OcrOptions } };

export const sourcesSettings = {
  env,
  read: (given: z.output<z.ZodObject<typeof env>>): SourcesSettings => ({
    extraction: {
      memoryMb: given.EXTRACTION_MEMORY_MB,
      timeoutMs: given.EXTRACTION_TIMEOUT_MS,
      ocr: {
        languages: given.OCR_LANGUAGES.split('+'),
        pageTimeoutMs: given.OCR_PAGE_TIMEOUT_MS,
        maxPages: given.OCR_MAX_PAGES,
      },
    },
  }),
};
