import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

type Tab<Id extends string> = { id: Id; label: string; content: ReactNode };
type Props<Id extends string> = { label: string; tabs: readonly Tab<Id>[]; open: Id; onOpen: (id: Id) => void };

/** Parts of a page, one of which is shown. Arrow keys move between the tabs. */
export function Tabs<Id extends string>({ label, tabs, open, onOpen }: Props<Id>) {
  return (
    <Base.Root value={open} onValueChange={onOpen} className="flex min-h-0 min-w-0 grow flex-col">
      <Base.List aria-label={label} className="flex shrink-0 gap-1 border-line border-b px-3 sm:px-4">
        {tabs.map(({ id, label: name }) => (
          <Base.Tab
            key={id}
            value={id}
            className="-mb-px min-h-10 border-transparent border-b-2 px-2.5 font-medium text-muted text-sm hover:text-ink data-active:border-accent data-active:text-ink"
          >
            {name}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(({ id, content }) => (
        <Base.Panel key={id} value={id} tabIndex={-1} className="flex min-h-0 min-w-0 grow flex-col outline-none">
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
