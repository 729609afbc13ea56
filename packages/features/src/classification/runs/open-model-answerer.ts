import type { Services } from '../../services.ts';
import { openExamples } from '../judgements/open-examples.ts';
import type { Answerer, SchemeVersion } from '../providers/answerer.ts';
import { findChosen, type ModelProvider, modelAnswerer } from '../providers/model-answerer.ts';

type Opening = {
  workspaceId: string;
  /** The run that pays; null for a trial. */
  runId: string | null;
  provider: ModelProvider;
  schemes: ReadonlyMap<string, SchemeVersion>;
};

/** The chosen model with the corrected texts that it is shown. Throws when it cannot be asked. */
export async function openModelAnswerer(
  services: Services,
  { workspaceId, runId, provider, schemes }: Opening,
): Promise<Answerer> {
  const candidate = await findChosen(services, workspaceId, provider);
  const examplesFor = await openExamples(services.db, { workspaceId, schemes, count: provider.examples });
  return modelAnswerer({ services, workspaceId, runId, candidate, provider, examplesFor });
}
