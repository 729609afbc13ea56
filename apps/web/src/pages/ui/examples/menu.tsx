import { Button } from '@millrace/ui/controls/button';
import { Menu, MenuItem, MenuOptions, MenuSeparator } from '@millrace/ui/controls/menu';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';

export const title = 'Menu';

export function Examples() {
  const [sort, setSort] = useState<'added' | 'title'>('added');
  return (
    <Menu trigger={<Button data-opens>Actions</Button>} label="Actions">
      <MenuItem icon={<Pencil aria-hidden className="size-4" />}>Rename</MenuItem>
      <MenuItem disabled>Share</MenuItem>
      <MenuItem tone="bad" icon={<Trash2 aria-hidden className="size-4" />}>
        Delete
      </MenuItem>
      <MenuSeparator />
      <MenuOptions
        label="Order"
        value={sort}
        onChange={setSort}
        options={[
          { value: 'added', label: 'Last added first' },
          { value: 'title', label: 'By title' },
        ]}
      />
    </Menu>
  );
}
