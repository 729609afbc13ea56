import type { Cost } from './refusals.ts';

/** Procedures that cost more than a request, and are counted as what they cost. A test holds that each of them exists. */
export const costs: ReadonlyMap<string, Cost> = new Map([
  ['search.query', 'searches'],
  ['search.test', 'searches'],
  ['files.upload', 'uploads'],
  ['files.uploadPart', 'uploads'],
  ['attachments.add', 'uploads'],
]);

export const costOfCall = (path: string): Cost => costs.get(path) ?? 'requests';
