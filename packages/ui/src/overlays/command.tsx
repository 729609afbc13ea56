import { Dialog as Base } from '@base-ui/react/dialog';
import { Command as Cmdk } from 'cmdk';
import type { ReactNode } from 'react';
import { Keys } from '../controls/keys.tsx';
import { useWords } from '../words.tsx';

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  placeholder: string;
  query: string;
  onQuery: (query: string) => void;
  /** Whether the focus returns to where it was when the palette closes. */
  finalFocus?: () => boolean;
  children: ReactNode;
};

/** A command palette: typing filters, arrow keys select, Enter runs. cmdk does the filtering. */
export function CommandDialog({ open, onOpenChange, label, placeholder, query, onQuery, finalFocus, children }: Props) {
  const words = useWords();
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          finalFocus={finalFocus}
          className="fixed top-[12dvh] inset-x-0 z-50 mx-auto w-[min(36rem,calc(100vw-1.5rem))] overflow-hidden rounded-lg border border-line bg-raised shadow-pop"
        >
          <Base.Title className="sr-only">{label}</Base.Title>
          <Cmdk label={label} loop>
            <Cmdk.Input
              dir="auto"
              value={query}
              onValueChange={onQuery}
              placeholder={placeholder}
              className="min-h-12 w-full border-line border-b bg-transparent px-4 text-field outline-none"
            />
            <Cmdk.List label={words.resultsOf(label)} className="max-h-[min(24rem,60dvh)] overflow-y-auto p-2">
              <Cmdk.Empty className="px-3 py-6 text-center text-muted text-sm">{words.nothingMatches}</Cmdk.Empty>
              {children}
            </Cmdk.List>
          </Cmdk>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export const CommandGroup = ({
  heading,
  always,
  children,
}: {
  heading: string;
  always?: boolean;
  children: ReactNode;
}) => (
  <Cmdk.Group
    heading={heading}
    forceMount={always}
    className="**:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:py-1 **:[[cmdk-group-heading]]:text-muted **:[[cmdk-group-heading]]:text-xs"
  >
    {children}
  </Cmdk.Group>
);

type ItemProps = {
  value: string;
  icon?: ReactNode;
  keys?: string;
  onSelect: () => void;
  children: ReactNode;
  always?: boolean;
};

/** `value` is unique and is matched against the query; `always` shows the item whatever the query is. */
export const CommandItem = ({ value, icon, keys, onSelect, children, always }: ItemProps) => (
  <Cmdk.Item
    value={value}
    onSelect={onSelect}
    forceMount={always}
    className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm data-[selected=true]:bg-hover"
  >
    <span className="text-muted">{icon}</span>
    <span dir="auto" className="min-w-0 grow truncate text-start">
      {children}
    </span>
    {keys ? <Keys keys={keys} /> : null}
  </Cmdk.Item>
);
