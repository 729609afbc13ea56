import type { LiveEffects } from './live-effects.ts';
import { useOnChange, useOnGap, useOnRun } from './run-feed-provider.tsx';

/** Shows what other tabs, other people and workers change: each feature fetches its own data again. */
export function LiveUpdates({ effects }: { effects: readonly LiveEffects[] }) {
  useOnRun((run) => {
    for (const { onRun } of effects) onRun?.(run);
  });
  useOnChange(({ kind, id }) => {
    for (const { onChange } of effects) {
      const known: Record<string, ((id: string) => void) | undefined> = onChange ?? {};
      known[kind]?.(id);
    }
  });
  useOnGap(() => {
    for (const { onGap } of effects) onGap?.();
  });
  return null;
}
