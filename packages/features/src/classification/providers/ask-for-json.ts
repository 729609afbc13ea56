import type { AnswerSchema, PromptMessage } from '@millrace/llm/port';
import { askModels } from '../../models/ask-models.ts';
import type { Candidate } from '../../models/find-candidates.ts';
import { tokensIn, tokensOf } from '../../models/request-ledger.ts';
import type { Services } from '../../services.ts';

export type JsonAsking = {
  workspaceId: string;
  runId: string | null;
  candidate: Candidate;
  messages: PromptMessage[];
  schema: AnswerSchema;
  temperature?: number | undefined;
  signal: AbortSignal;
};
export type Said = {
  text: string;
  finish: 'stop' | 'length' | 'filtered' | undefined;
  inputTokens: number;
  outputTokens: number;
};

/** Asks one model, which is in the ledger as every request is. Tokens are counted by us where the server does not say. */
export async function askForJson(services: Services, asking: JsonAsking): Promise<Said> {
  const { workspaceId, runId, candidate, messages, schema, temperature, signal } = asking;
  const request = { messages, schema, temperature, signal, grounding: { question: '', passages: [] } };
  const said: Said = {
    text: '',
    finish: undefined,
    inputTokens: messages.reduce((sum, { content }) => sum + tokensIn(content), 0),
    outputTokens: 0,
  };
  let exact = false;
  const stream = askModels(services, {
    workspaceId,
    purpose: 'classification',
    runId,
    parallel: true,
    request,
    candidates: [candidate],
  });
  for await (const delta of stream) {
    said.text = delta.revised?.content ?? said.text + (delta.content ?? '');
    if (delta.finish) said.finish = delta.finish;
    if (delta.usage) {
      exact = true;
      said.inputTokens = delta.usage.inputTokens;
      said.outputTokens = delta.usage.outputTokens;
    }
  }
  if (!exact) said.outputTokens = tokensOf(said.text.length);
  return said;
}
