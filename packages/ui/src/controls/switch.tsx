import { Switch as Base } from '@base-ui/react/switch';
import { useId } from 'react';

type Props = { label: string; hint?: string; checked: boolean; onChange: (checked: boolean) => void };

export function Switch({ label, hint, checked, onChange }: Props) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div>
        <span id={id} className="font-medium text-sm">
          {label}
        </span>
        {hint ? (
          <p id={`${id}-hint`} className="text-muted text-sm">
            {hint}
          </p>
        ) : null}
      </div>
      <Base.Root
        checked={checked}
        onCheckedChange={onChange}
        aria-labelledby={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="group flex min-h-6 touch:min-h-9 shrink-0 items-center rounded-full"
      >
        <span className="flex h-6 w-10 items-center rounded-full border border-line-strong bg-sunken p-0.5 transition-colors group-data-checked:border-accent group-data-checked:bg-accent forced-colors:group-data-checked:bg-[Highlight]">
          <Base.Thumb className="size-4.5 rounded-full bg-line-strong transition-transform data-checked:translate-x-4 rtl:data-checked:-translate-x-4 data-checked:bg-on-accent forced-colors:bg-[ButtonText]" />
        </span>
      </Base.Root>
    </div>
  );
}
