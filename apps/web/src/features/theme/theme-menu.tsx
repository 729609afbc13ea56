import { IconButton } from '@millrace/ui/button';
import { Menu, MenuChoice } from '@millrace/ui/menu';
import { Monitor, Moon, Sun } from 'lucide-react';
import { setTheme, useTheme } from './theme.ts';

const options = [
  { value: 'light', label: 'Light', icon: <Sun aria-hidden className="size-4" /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden className="size-4" /> },
  { value: 'system', label: 'System', icon: <Monitor aria-hidden className="size-4" /> },
] as const;

export function ThemeMenu() {
  const theme = useTheme();
  const icon = options.find((option) => option.value === theme)?.icon;
  return (
    <Menu trigger={<IconButton label="Theme" icon={icon} />} label="Theme">
      <MenuChoice label="Theme" value={theme} onChange={setTheme} options={options} />
    </Menu>
  );
}
