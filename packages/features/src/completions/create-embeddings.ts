import { AppError } from '@millrace/contract/app-error';
import { ownModel } from '@millrace/contract/completions/completions';
import type { EmbeddingsRequest } from '@millrace/contract/completions/embeddings';
import { tokensIn } from '../models/request-ledger.ts';
import type { Services } from '../services.ts';
import type { KeyCaller } from './create-completion.ts';
import { embedWhole } from './embed-whole.ts';

export type Embeddings = { model: string; vectors: Float32Array[]; tokens: number };

/** Requests of one key that are embedded at the same time. */
const mostAtOnce = 8;
const running = new Map<string, number>();

/**
 * Vectors of the model that the workspace is searched with, of unit length, in the order of the texts. A text that is longer than the
 * model reads at once is embedded in pieces. Throws `limited` while a key has too many requests open.
 */
export async function createEmbeddings(
  { llm }: Services,
  { apiKeyId }: KeyCaller,
  { model, input, dimensions }: EmbeddingsRequest,
  signal: AbortSignal,
): Promise<Embeddings> {
  const { embedder } = llm;
  if (model !== ownModel && model !== embedder.model) throw noSuchEmbedder(model, embedder.model);
  const open = running.get(apiKeyId) ?? 0;
  if (open >= mostAtOnce) throw tooManyAtOnce();
  running.set(apiKeyId, open + 1);
  try {
    const vectors = await embedWhole(embedder, input, signal);
    const size = vectors[0]?.length ?? 0;
    if (dimensions && dimensions !== size) throw otherSize(size);
    return { model: embedder.model, vectors, tokens: input.reduce((sum, text) => sum + tokensIn(text), 0) };
  } finally {
    const left = (running.get(apiKeyId) ?? 1) - 1;
    if (left > 0) running.set(apiKeyId, left);
    else running.delete(apiKeyId);
  }
}

const noSuchEmbedder = (name: string, own: string) =>
  new AppError(
    'not-found',
    'completions.unknown-embedder',
    'There is no embedding model "{name}" here. Ask for "{ownModel}" or "{own}".',
    { values: { name, ownModel, own }, fields: { model: [] } },
  );

const tooManyAtOnce = () =>
  new AppError(
    'limited',
    'completions.too-many-embeddings',
    'A key can have at most {mostAtOnce} requests for embeddings open at a time. Try again in a moment.',
    { values: { mostAtOnce }, retryAfterMs: 1_000 },
  );

const otherSize = (size: number) =>
  new AppError(
    'invalid',
    'completions.dimensions',
    'The vectors of this model have {size} dimensions. Leave out "dimensions".',
    { values: { size }, fields: { dimensions: [] } },
  );
