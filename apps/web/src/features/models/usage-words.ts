import type { UsageSum } from '@millrace/contract/models';

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** "12.3K tokens", as people read them at a glance. */
export const tokenWords = (tokens: number): string => `${compact.format(tokens)} ${tokens === 1 ? 'token' : 'tokens'}`;

/** Dollars, with as many digits as small sums need. */
export function costWords(cost: number): string {
  if (cost > 0 && cost < 0.01) return 'less than $0.01';
  return new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' }).format(cost);
}

/** What was used in a while: "about 12.3K tokens, $0.12". */
export function usageWords({ inputTokens, outputTokens, cost, estimated }: UsageSum): string {
  const tokens = tokenWords(inputTokens + outputTokens);
  return `${estimated ? 'about ' : ''}${tokens}${cost === null ? '' : `, ${costWords(cost)}`}`;
}
