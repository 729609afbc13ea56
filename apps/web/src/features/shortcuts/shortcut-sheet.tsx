import { Dialog } from '@millrace/ui/dialog';
import { Keys } from '@millrace/ui/keys';
import { Switch } from '@millrace/ui/switch';
import { keysOf, type ShortcutName, shortcuts } from './shortcuts.ts';
import { setSingleKeys, useSingleKeys } from './single-keys.ts';

const names = Object.keys(shortcuts) as ShortcutName[];
const groups = Object.entries(Object.groupBy(names, (name) => shortcuts[name].group));

export function ShortcutSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const singleKeys = useSingleKeys();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
      <div className="space-y-5">
        {groups.map(([group, members]) => (
          <section key={group} aria-label={group}>
            <h3 className="mb-1 font-medium text-muted text-sm">{group}</h3>
            <dl className="divide-y divide-line">
              {members.map((name) => (
                <div key={name} className="flex items-center justify-between gap-4 py-1.5 text-sm">
                  <dt>{shortcuts[name].does}</dt>
                  <dd className="shrink-0">
                    <Keys keys={keysOf(name)} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <Switch
          label="Single-key shortcuts"
          hint="Off: only combinations with Ctrl or Escape work."
          checked={singleKeys}
          onChange={setSingleKeys}
        />
      </div>
    </Dialog>
  );
}
