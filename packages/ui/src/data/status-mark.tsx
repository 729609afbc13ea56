import type { LucideIcon } from 'lucide-react';
import { cn } from '../class-names.tsx';

const tones = {
  quiet: 'text-muted',
  busy: 'text-accent-ink',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
};
export type Tone = keyof typeof tones;

/** A state as icon, word and colour, so that none of them is needed alone. */
export const StatusMark = ({ icon: Icon, tone, children }: { icon: LucideIcon; tone: Tone; children: string }) => (
  <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-sm', tones[tone])}>
    <Icon aria-hidden className={cn('size-4 shrink-0', tone === 'busy' && 'animate-[spin_2.5s_linear_infinite]')} />
    {children}
  </span>
);
