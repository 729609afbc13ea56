import { embeddingsRequest } from '@millrace/contract/completions/embeddings';
import { createEmbeddings, spend, spendIn } from '@millrace/features/server';
import type { Exchange } from './openai-exchange.ts';
import { sendJson } from './openai-format.ts';
import { parseRequest } from './parse-request.ts';
import { requireKeyOf } from './require-key-of.ts';

/** `POST /v1/embeddings`. */
export async function answerEmbeddings(exchange: Exchange): Promise<void> {
  const { services, req, res, stopping } = exchange;
  const { asking, caller } = await requireKeyOf(exchange, 'analyst');
  const request = await parseRequest(req, embeddingsRequest);
  const signal = AbortSignal.any([asking.gone, stopping]);
  // to make vectors is what a search costs
  const { model, vectors, tokens } = await spend(asking, 'searches', () =>
    spendIn(asking, caller.workspaceId, 'searches', () => createEmbeddings(services, caller, request, signal)),
  );
  const shape = request.encoding_format === 'base64' ? base64Of : (vector: Float32Array) => [...vector];
  const data = vectors.map((vector, index) => ({ object: 'embedding', index, embedding: shape(vector) }));
  sendJson(res, 200, { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } });
}

/** 32-bit floats, the lowest byte first: as every machine that this runs on has them in memory. */
const base64Of = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
