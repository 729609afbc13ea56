import { Check } from 'lucide-react';
import { cloneElement, type ReactElement, type ReactNode } from 'react';
import { cn } from '../class-names.tsx';
import { partsOf } from '../on-demand.tsx';
import { menuParts } from '../overlays/parts.tsx';
import { useWords } from '../words.tsx';
import { focusFirst, type TriggerProps, useMenuTrigger } from './menu-trigger.tsx';

const Base = partsOf(menuParts);

const item =
  'flex min-h-8 touch:min-h-9 cursor-default items-center gap-2 rounded-md px-2.5 py-1 text-sm outline-none data-highlighted:bg-hover data-disabled:opacity-50';

type Trigger = ReactElement<TriggerProps>;

/** A button that opens a list of actions. The list is fetched when the button is approached. */
export function Menu({ trigger, children, label }: { trigger: ReactElement; children: ReactNode; label: string }) {
  const words = useWords();
  const { open, setOpen, anchor, isByKey, props } = useMenuTrigger(trigger as Trigger);
  const isHere = menuParts.use(open) !== undefined;
  return (
    <>
      {cloneElement(trigger as Trigger, props)}
      {isHere && anchor ? (
        <Base.Root open={open} onOpenChange={setOpen}>
          <Base.Portal>
            {/* outside the page's landmarks, so it is a landmark itself */}
            <Base.Positioner
              role="region"
              aria-label={words.menuOf(label)}
              anchor={anchor}
              sideOffset={4}
              align="start"
              className="z-50"
            >
              <Base.Popup
                ref={isByKey ? focusFirst : undefined}
                aria-label={label}
                finalFocus={() => anchor}
                className="min-w-44 max-w-[min(20rem,92vw)] rounded-lg border border-line bg-raised p-1 shadow-pop outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
              >
                {children}
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      ) : null}
    </>
  );
}

type ItemProps = { icon?: ReactNode; children: ReactNode; onClick?: () => void; tone?: 'bad'; disabled?: boolean };

export const MenuItem = ({ icon, children, onClick, tone, disabled }: ItemProps) => (
  <Base.Item onClick={onClick} disabled={disabled} className={cn(item, tone === 'bad' && 'text-bad')}>
    {icon}
    {children}
  </Base.Item>
);

/** An item that is a link: it can be opened in another tab. */
export const MenuLink = ({ render, children }: { render: ReactElement; children?: ReactNode }) => (
  <Base.LinkItem render={render} closeOnClick className={item}>
    {children}
  </Base.LinkItem>
);

export const MenuSeparator = () => <Base.Separator className="my-1 h-px bg-line" />;

type CheckProps = { children: ReactNode; checked: boolean; onChange: (checked: boolean) => void };

/** An item that is on or off; the menu stays open, so that several can be changed. */
export const MenuCheck = ({ children, checked, onChange }: CheckProps) => (
  <Base.CheckboxItem checked={checked} onCheckedChange={onChange} className={item}>
    <span className="grow">{children}</span>
    <Base.CheckboxItemIndicator>
      <Check aria-hidden className="size-4" />
    </Base.CheckboxItemIndicator>
  </Base.CheckboxItem>
);

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  /** The menu closes with a choice, as one that acts at once. */
  closes?: boolean;
};

/** A group of options inside a menu, of which one is selected. */
export function MenuOptions<Value extends string>({
  label,
  value,
  onChange,
  options,
  closes = false,
}: ChoiceProps<Value>) {
  return (
    <Base.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} closeOnClick={closes} className={item}>
          {option.icon}
          <span className="grow">{option.label}</span>
          <Base.RadioItemIndicator>
            <Check aria-hidden className="size-4" />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}
