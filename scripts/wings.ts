/**
 * The wings of the house, from the ground up. Within a wing a slice may import the slices before it; between wings, the table decides.
 * A wing without slices yet is named here so that its first slice finds its place.
 */
export type Wing = {
  /** In order: each may import those before it. */
  slices: string[];
  /** Wings whose slices may all be imported, and single slices (`wing/slice`) that are open to this wing. */
  mayImport: string[];
};

export const wings: Record<string, Wing> = {
  house: {
    slices: [
      'language',
      'theme',
      'errors',
      'drafts',
      'shortcuts',
      'audit',
      'session',
      'sealed',
      'budgets',
      'models',
      'feed',
      'jobs',
      'files',
      'workspaces',
      'api-keys',
      'notifications',
      'system',
    ],
    mayImport: [],
  },
  knowledge: {
    slices: ['search', 'records', 'sources', 'crawl', 'attachments', 'chat', 'completions'],
    mayImport: ['house'],
  },
  data: {
    slices: ['schemes', 'classification'],
    mayImport: ['house', 'knowledge/records', 'knowledge/search'],
  },
  comparison: {
    slices: ['comparisons'],
    mayImport: [
      'house',
      'data/schemes',
      'knowledge/search',
      'knowledge/sources',
      'knowledge/records',
      'knowledge/chat',
    ],
  },
  cases: {
    slices: ['vault', 'people', 'cases', 'intake', 'deliveries'],
    mayImport: ['house', 'data/schemes', 'data/classification', 'knowledge/search'],
  },
  top: {
    slices: ['changes', 'schedules', 'shares', 'transfer', 'webhooks', 'operations'],
    mayImport: ['house', 'knowledge', 'data', 'comparison', 'cases'],
  },
};

/** The wing of a slice. One that is not named above begins at the top: it may import every other, and nobody imports it. */
export const wingOf = (slice: string): string =>
  Object.keys(wings).find((name) => wings[name]?.slices.includes(slice)) ?? 'top';

/** Whether a file of slice `from` may import one of slice `to`. */
export function mayImportSlice(from: string, to: string): boolean {
  const [fromWing, toWing] = [wingOf(from), wingOf(to)];
  const { slices, mayImport } = wings[fromWing] as Wing;
  const isNamed = wings[toWing]?.slices.includes(to) ?? false;
  if (fromWing === toWing) return isNamed && (!slices.includes(from) || slices.indexOf(to) <= slices.indexOf(from));
  return mayImport.includes(toWing) || mayImport.includes(`${toWing}/${to}`);
}
