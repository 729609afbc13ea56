import { Button } from '@millrace/ui/controls/button';
import { CommandDialog, CommandGroup, CommandItem } from '@millrace/ui/overlays/command';
import { MessagesSquare, Search } from 'lucide-react';
import { useState } from 'react';

export const title = 'Command palette';

export function Examples() {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const close = () => setOpen(false);
  return (
    <>
      <Button data-opens onClick={() => setOpen(true)}>
        Open palette
      </Button>
      <CommandDialog
        open={open}
        onOpenChange={setOpen}
        label="Command palette"
        placeholder="Search or type a command"
        query={query}
        onQuery={setQuery}
      >
        <CommandGroup heading="Go to">
          <CommandItem
            value="chats"
            icon={<MessagesSquare aria-hidden className="size-4" />}
            keys="g c"
            onSelect={close}
          >
            Chats
          </CommandItem>
          <CommandItem value="search" icon={<Search aria-hidden className="size-4" />} keys="g f" onSelect={close}>
            Search
          </CommandItem>
        </CommandGroup>
      </CommandDialog>
    </>
  );
}
