import type { MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Keys } from '@millrace/ui/controls/keys';
import { Dialog } from '@millrace/ui/overlays/dialog';
import { translate } from '../language/language.ts';
import { keysOf, type ShortcutGroup, type ShortcutName, shortcuts } from './shortcuts.ts';
import { SingleKeySwitch } from './single-key-switch.tsx';

const names = Object.keys(shortcuts) as ShortcutName[];
const headings: Record<ShortcutGroup, MessageDescriptor> = {
  everywhere: msg`Everywhere`,
  'go-to': msg`Go to`,
  lists: msg`Lists`,
  chat: msg`Chat`,
  sources: msg`Sources`,
};
const groups = Object.keys(headings) as ShortcutGroup[];

export const ShortcutSheet = (props: { open: boolean; onOpenChange: (open: boolean) => void }) => (
  <Dialog {...props} title={t`Keyboard shortcuts`}>
    <div className="space-y-5">
      <p className="text-muted text-sm">
        <Trans>
          On a chat page, what you type goes to the question box. Single keys work there only in lists, and [ and ] in
          an answer or an open citation. On other pages they work everywhere but in fields.
        </Trans>
      </p>
      <SingleKeySwitch />
      {groups.map((group) => (
        <section key={group} aria-label={translate(headings[group])}>
          <h3 className="mb-1 font-medium text-muted text-sm">{translate(headings[group])}</h3>
          <dl className="divide-y divide-line">
            {names
              .filter((name) => shortcuts[name].group === group)
              .map((name) => (
                <div key={name} className="flex items-center justify-between gap-4 py-1.5 text-sm">
                  <dt>{translate(shortcuts[name].does)}</dt>
                  <dd className="shrink-0">
                    <Keys keys={keysOf(name)} />
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  </Dialog>
);
