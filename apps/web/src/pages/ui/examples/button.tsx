import { Button, IconButton } from '@millrace/ui/controls/button';
import { CopyButton } from '@millrace/ui/controls/copy-button';
import { Plus, Settings } from 'lucide-react';

export const title = 'Button';

const icon = <Plus aria-hidden className="size-4" />;
const variants = ['primary', 'secondary', 'ghost', 'danger'] as const;

export const Examples = () => (
  <div className="space-y-3">
    {(['sm', 'md', 'lg'] as const).map((size) => (
      <div key={size} className="flex flex-wrap items-center gap-2">
        {variants.map((variant) => (
          <Button key={variant} variant={variant} size={size}>
            Add files
          </Button>
        ))}
      </div>
    ))}
    <div className="flex flex-wrap items-center gap-2">
      <Button icon={icon}>With an icon</Button>
      <Button disabled>Disabled</Button>
      <Button variant="primary" pending>
        Pending
      </Button>
      <Button>A label that is longer than most and wraps where there is no room</Button>
    </div>
    <div className="flex flex-wrap items-center gap-2">
      <IconButton label="Settings" icon={<Settings aria-hidden className="size-4" />} />
      <IconButton label="Add" size="sm" icon={icon} />
      <IconButton label="Not now" aria-disabled icon={icon} />
      <CopyButton label="Copy" text={() => 'text'} />
      <CopyButton label="Copy link" look="button" text={() => 'text'} />
    </div>
  </div>
);
