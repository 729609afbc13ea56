import { type Asking, type KeyCaller, requireKey, type Services, spend } from '@millrace/features/server';
import { askingOf } from '../request-context.ts';
import type { Exchange } from './openai-exchange.ts';

/** Who asks under /v1, with a key of at least this role. */
export async function requireKeyOf(
  { services, ...request }: Exchange,
  role: 'viewer' | 'analyst',
): Promise<{ asking: Asking & { services: Services; gone: AbortSignal }; caller: KeyCaller }> {
  const asking = await askingOf(services, request);
  const caller = await spend(asking, 'requests', () => requireKey(services, asking.caller, role));
  return { asking, caller };
}
