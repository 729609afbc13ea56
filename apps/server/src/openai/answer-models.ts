import { getModel, listModels, spend } from '@millrace/features/server';
import type { Exchange } from './openai-exchange.ts';
import { sendJson } from './openai-format.ts';
import { requireKeyOf } from './require-key-of.ts';

const modelOf = (id: string) => ({ id, object: 'model', created: 0, owned_by: 'millrace' });

/** `GET /v1/models`. */
export async function answerModels(exchange: Exchange): Promise<void> {
  const { asking, caller } = await requireKeyOf(exchange, 'viewer');
  const models = await spend(asking, 'requests', () => listModels(asking.services, caller.workspaceId));
  sendJson(exchange.res, 200, { object: 'list', data: models.map(modelOf) });
}

/** `GET /v1/models/{id}`. */
export async function answerModel(exchange: Exchange, id: string): Promise<void> {
  const { asking, caller } = await requireKeyOf(exchange, 'viewer');
  const model = await spend(asking, 'requests', () => getModel(asking.services, caller.workspaceId, id));
  sendJson(exchange.res, 200, modelOf(model));
}
