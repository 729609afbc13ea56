import { IconButton } from '@millrace/ui/controls/button';
import { Keys } from '@millrace/ui/controls/keys';
import { Search } from 'lucide-react';

export const title = 'Tooltip and keys';

export const Examples = () => (
  <div className="flex items-center gap-4 pb-10">
    <IconButton data-opens="focus" label="Search" keys="Ctrl K" icon={<Search aria-hidden className="size-4" />} />
    <Keys keys="g c" />
    <Keys keys="Shift Esc" />
  </div>
);
