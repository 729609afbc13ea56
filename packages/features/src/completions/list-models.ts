import { ownModel } from '@millrace/contract/completions/completions';
import { type Candidate, listCandidates, noSuchModel } from '../models/find-candidates.ts';
import type { Services } from '../services.ts';

/** The names that a completion may ask for: the workspace's choice, and every model of its endpoints. */
export async function listModels(services: Services, workspaceId: string): Promise<string[]> {
  const candidates = await listCandidates(services, workspaceId);
  return [...new Set([ownModel, ...candidates.flatMap(({ model, models }) => models ?? [model])])];
}

/** One of these names. Throws `not-found` for any other. */
export async function getModel(services: Services, workspaceId: string, name: string): Promise<string> {
  const names = await listModels(services, workspaceId);
  if (!names.includes(name)) throw noSuchModel(name);
  return name;
}

/** Refuses a model that nobody here has. The built-in one takes any name, and so does the endpoint of the environment. */
export async function requireModel(services: Services, workspaceId: string, name: string): Promise<void> {
  const candidates = await listCandidates(services, workspaceId);
  const takes = ({ models }: Candidate) => models === undefined || models.includes(name);
  if (name !== ownModel && candidates.length > 0 && !candidates.some(takes)) throw noSuchModel(name);
}
