import { plural, t } from '@lingui/core/macro';
import type { UsageSum } from '@millrace/contract/models/models';
import { formatCompact, formatDollars } from '../language/format.ts';

/** "12.3K tokens" or "12.3K of 200K tokens". */
function tokenWords(tokens: number, limit: number | null): string {
  const used = formatCompact(tokens);
  if (limit === null) return t`${plural(tokens, { one: `${used} token`, other: `${used} tokens` })}`;
  const most = formatCompact(limit);
  return t`${plural(limit, { one: `${used} of ${most} token`, other: `${used} of ${most} tokens` })}`;
}

/** Dollars, to the cent. */
const costWords = (cost: number): string =>
  cost > 0 && cost < 0.01 ? t`less than ${{ amount: formatDollars(0.01) }}` : formatDollars(cost);

/** The usage of some time: "about 12.3K tokens, $0.12", or with a limit "12.3K of 200K tokens". */
export function usageWords({ inputTokens, outputTokens, cost, estimated }: UsageSum, limit: number | null): string {
  const counted = tokenWords(inputTokens + outputTokens, limit);
  const tokens = estimated ? t`about ${{ tokens: counted }}` : counted;
  return cost === null ? tokens : t`${tokens}, ${{ cost: costWords(cost) }}`;
}

/** Of an endpoint that was never used. */
export const nothingUsed: UsageSum = { requests: 0, inputTokens: 0, outputTokens: 0, cost: null, estimated: false };

/** The sum of several usages; the cost of those with a price. */
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
