import type { z } from 'zod';
import { whole } from '../env-values.ts';

const env = {
  MAX_UPLOAD_BYTES: whole(1).default(10_485_760),
  MAX_TABLE_BYTES: whole(1).default(268_435_456),
  MAX_IMAGE_BYTES: whole(1).default(5_242_880),
  MAX_AUDIO_BYTES: whole(1).default(10_485_760),
  WORKSPACE_MAX_BYTES: whole(1).default(21_474_836_480),
  WORKSPACE_MAX_FILES: whole(1).default(100_000),
};

export type FilesSettings = {
  /** Of a document or a text, in bytes; other kinds and the whole have limits of their own. */
  maxUploadBytes: number;
  uploads: {
    /** Of a table, a mailbox or an archive: what is read piece by piece. */
    tableBytes: number;
    imageBytes: number;
    audioBytes: number;
    /** The storage limit of one workspace. */
    workspaceBytes: number;
    workspaceFiles: number;
  };
};

export const filesSettings = {
  env,
  read: (given: z.output<z.ZodObject<typeof env>>): FilesSettings => ({
    maxUploadBytes: given.MAX_UPLOAD_BYTES,
    uploads: {
      tableBytes: given.MAX_TABLE_BYTES,
      imageBytes: given.MAX_IMAGE_BYTES,
      audioBytes: given.MAX_AUDIO_BYTES,
      workspaceBytes: given.WORKSPACE_MAX_BYTES,
      workspaceFiles: given.WORKSPACE_MAX_FILES,
    },
  }),
};
