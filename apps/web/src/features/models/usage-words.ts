import type { UsageSum } from '@millrace/contract/models/models';

import { formatCompact, formatDollars } from '../language/format.ts';

/** "12.3K tokens", as people read them at a glance. */
const tokenWords = (tokens: number): string => `${formatCompact(tokens)} ${tokens === 1 ? 'token' : 'tokens'}`;

/** Dollars, with as many digits as small sums need. */
function costWords(cost: number): string {
  if (cost > 0 && cost < 0.01) return 'less than $0.01';
  return formatDollars(cost);
}

/** What was used in a while: "about 12.3K tokens, $0.12", or of a limit "12.3K of 200K tokens". */
export function usageWords({ inputTokens, outputTokens, cost, estimated }: UsageSum, limit: number | null): string {
  const used = inputTokens + outputTokens;
  const tokens = limit === null ? tokenWords(used) : `${formatCompact(used)} of ${tokenWords(limit)}`;
  return `${estimated ? 'about ' : ''}${tokens}${cost === null ? '' : `, ${costWords(cost)}`}`;
}

/** Of an endpoint that nobody has asked. */
export const nothingUsed: UsageSum = { requests: 0, inputTokens: 0, outputTokens: 0, cost: null, estimated: false };

/** All of them together. */
export function sumOf(parts: readonly UsageSum[]): UsageSum {
  const add = (a: UsageSum, b: UsageSum): UsageSum => ({
    requests: a.requests + b.requests,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cost: a.cost === null && b.cost === null ? null : (a.cost ?? 0) + (b.cost ?? 0),
    estimated: a.estimated || b.estimated,
  });
  return parts.reduce(add, nothingUsed);
}
