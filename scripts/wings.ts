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
      'shortcuts',
      'audit',
      'session',
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

/** The wing in which a slice stands; undefined: in none. */
export const wingOf = (slice: string): string | undefined =>
  Object.keys(wings).find((name) => wings[name]?.slices.includes(slice));

/** Whether a file of slice `from` may import one of slice `to`. */
export function mayImportSlice(from: string, to: string): boolean {
  const [fromWing, toWing] = [wingOf(from), wingOf(to)];
  if (fromWing === undefined || toWing === undefined) return false;
  const { slices, mayImport } = wings[fromWing] as Wing;
  if (fromWing === toWing) return slices.indexOf(to) <= slices.indexOf(from);
  return mayImport.includes(toWing) || mayImport.includes(`${toWing}/${to}`);
}
