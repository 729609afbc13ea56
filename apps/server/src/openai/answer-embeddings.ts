import { embeddingsRequest } from '@millrace/contract/completions/embeddings';
import { createEmbeddings, requireKey } from '@millrace/features/server';
import { callerOf } from '../request-context.ts';
import type { Exchange } from './openai-exchange.ts';
import { sendJson } from './openai-format.ts';
import { parseRequest } from './parse-request.ts';

/** `POST /v1/embeddings`. */
export async function answerEmbeddings({ services, req, res, stopping }: Exchange): Promise<void> {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  const caller = await requireKey(services, await callerOf(services, req), 'analyst');
  const request = await parseRequest(req, embeddingsRequest);
  const signal = AbortSignal.any([gone.signal, stopping]);
  const { model, vectors, tokens } = await createEmbeddings(services, caller, request, signal);
  const shape = request.encoding_format === 'base64' ? base64Of : (vector: Float32Array) => [...vector];
  const data = vectors.map((vector, index) => ({ object: 'embedding', index, embedding: shape(vector) }));
  sendJson(res, 200, { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } });
}

/** 32-bit floats, the lowest byte first: as every machine that this runs on has them in memory. */
const base64Of = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
