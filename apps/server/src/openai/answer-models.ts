import { getModel, listModels, requireKey } from '@millrace/features/server';
import { callerOf } from '../request-context.ts';
import type { Exchange } from './openai-exchange.ts';
import { sendJson } from './openai-format.ts';

const modelOf = (id: string) => ({ id, object: 'model', created: 0, owned_by: 'millrace' });

/** `GET /v1/models`. */
export async function answerModels({ services, req, res }: Exchange): Promise<void> {
  const { workspaceId } = await requireKey(services, await callerOf(services, req), 'viewer');
  sendJson(res, 200, { object: 'list', data: (await listModels(services, workspaceId)).map(modelOf) });
}

/** `GET /v1/models/{id}`. */
export async function answerModel({ services, req, res }: Exchange, id: string): Promise<void> {
  const { workspaceId } = await requireKey(services, await callerOf(services, req), 'viewer');
  sendJson(res, 200, modelOf(await getModel(services, workspaceId, id)));
}
