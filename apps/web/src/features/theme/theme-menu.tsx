import { msg, t } from '@lingui/core/macro';
import { IconButton } from '@millrace/ui/controls/button';
import { Menu, MenuOptions } from '@millrace/ui/controls/menu';
import { Monitor, Moon, Sun } from 'lucide-react';
import { translate } from '../language/language.ts';
import { setTheme, useTheme } from './theme.ts';

const options = [
  { value: 'light', label: msg`Light`, icon: <Sun aria-hidden className="size-4" /> },
  { value: 'dark', label: msg`Dark`, icon: <Moon aria-hidden className="size-4" /> },
  { value: 'system', label: msg`System`, icon: <Monitor aria-hidden className="size-4" /> },
] as const;

export function ThemeMenu() {
  const theme = useTheme();
  const icon = options.find((option) => option.value === theme)?.icon;
  return (
    <Menu trigger={<IconButton label={t`Theme`} icon={icon} />} label={t`Theme`}>
      <MenuOptions
        label={t`Theme`}
        value={theme}
        onChange={setTheme}
        options={options.map((option) => ({ ...option, label: translate(option.label) }))}
      />
    </Menu>
  );
}
