export const itemStatuses = ['queued', 'fetching', 'ready', 'skipped', 'failed', 'removed'] as const;
export type ItemStatus = (typeof itemStatuses)[number];
export const itemOutcomes = ['new', 'same', 'changed', 'removed'] as const;
export type ItemOutcome = (typeof itemOutcomes)[number];
