import { msg } from '@lingui/core/macro';
import { SunMoon } from 'lucide-react';
import type { Command } from '../../face.ts';
import { setTheme } from './theme.ts';

const commands: readonly Command[] = [
  {
    label: msg`Switch between light and dark`,
    keywords: msg`theme`,
    icon: SunMoon,
    run: () => setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'),
  },
];

export const themeFace = { commands };
