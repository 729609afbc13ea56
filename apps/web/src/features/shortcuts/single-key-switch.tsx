import { t } from '@lingui/core/macro';
import { Switch } from '@millrace/ui/controls/switch';
import { setSingleKeys, useSingleKeys } from './single-keys.ts';

/** Turns shortcuts of single letters on and off, for people whose input would trigger them by accident. */
export const SingleKeySwitch = () => (
  <Switch
    label={t`Single-key shortcuts`}
    hint={t`When off, only combinations with Ctrl or Escape work.`}
    checked={useSingleKeys()}
    onChange={setSingleKeys}
  />
);
