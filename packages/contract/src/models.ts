import { z } from 'zod';

/** The instance's model endpoint: any server that speaks OpenAI's wire protocol. An empty key is allowed (local servers need none). */
export const modelEndpointInput = z.object({
  baseUrl: z.url({ protocol: /^https?$/, error: 'Enter an address such as https://api.openai.com/v1' }).max(500),
  model: z.string().trim().min(1, 'Name the model').max(200),
  /** Write-only. Left out: the stored key stays. */
  apiKey: z.string().max(500).optional(),
});

/** `builtin`: no endpoint; answers quote the sources. `keyHint` is the end of the key, never the key. */
export type ModelView = {
  source: 'builtin' | 'environment' | 'settings';
  model: string;
  baseUrl: string | null;
  keyHint: string | null;
  embedder: string;
  /** What keeps the saved endpoint from being used, in words; null when nothing does. */
  problem: string | null;
};
export type ModelTestView = { ok: true; latencyMs: number; sample: string } | { ok: false; message: string };
