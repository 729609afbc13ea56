import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useRef } from 'react';
import { cn } from '../class-names.tsx';
import { BareIconButton } from '../controls/button.tsx';
import { partsOf } from '../on-demand.tsx';
import { useWords } from '../words.tsx';
import { dialogParts } from './parts.tsx';

const Base = partsOf(dialogParts);

const backdrop =
  'fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0';

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Without it the dialog cannot be closed by Escape, a click outside or a button. */
  closable?: boolean;
  className?: string;
  initialFocus?: RefObject<HTMLElement | null>;
};

const fields =
  'input:not([type=hidden], [aria-hidden=true], :disabled), textarea:not(:disabled), [role=combobox]:not(:disabled)';

/** The first field of a dialog, or its first button. A touch would bring up the keyboard: there the dialog itself has the focus. */
function firstOf(body: HTMLElement | null, openedBy: string): HTMLElement | boolean {
  if (openedBy === 'touch') return true;
  return firstToFill(body) ?? body?.querySelector<HTMLElement>('button, a[href]') ?? true;
}

const isText = (field: HTMLElement) =>
  field instanceof HTMLInputElement && /^(text|email|url|tel|password)$/.test(field.type);

/** The first field, or the first empty one after a text that is there already: the password below an address that is known. */
function firstToFill(body: HTMLElement | null): HTMLElement | undefined {
  const all = [...(body?.querySelectorAll<HTMLElement>(fields) ?? [])];
  const [first] = all;
  if (!(first instanceof HTMLInputElement) || !isText(first) || first.value === '') return first;
  return all.find((field) => isText(field) && (field as HTMLInputElement).value === '') ?? first;
}

/** A modal dialog with its title; the focus moves in and returns when it closes. */
export function Dialog({ closable = true, ...props }: DialogProps) {
  const words = useWords();
  const body = useRef<HTMLDivElement>(null);
  const isHere = dialogParts.use(props.open) !== undefined;
  if (!isHere) return null;
  return (
    <Base.Root open={props.open} onOpenChange={(open) => (closable || open) && props.onOpenChange(open)}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          initialFocus={props.initialFocus ?? ((openedBy) => firstOf(body.current, openedBy))}
          className={cn(
            'fixed top-[8dvh] inset-x-0 z-50 mx-auto max-h-[84dvh] w-[min(32rem,calc(100vw-1.5rem))] scroll-pt-16 overflow-y-auto rounded-lg border border-line bg-raised shadow-pop transition-[opacity,scale] duration-150 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0',
            props.className,
          )}
        >
          {/* the whole dialog scrolls: with large text, what stands above the fields may fill a small screen */}
          <div className="sticky top-0 z-10 flex items-start justify-between gap-3 bg-raised px-5 pt-4 pb-1">
            <Base.Title className="min-w-0 break-words font-semibold text-lg">{props.title}</Base.Title>
            {closable ? (
              <Base.Close render={<BareIconButton label={words.close} icon={<X aria-hidden className="size-4" />} />} />
            ) : null}
          </div>
          {props.description ? (
            <Base.Description render={<div />} className="px-5 text-muted text-sm">
              {props.description}
            </Base.Description>
          ) : null}
          <div ref={body} className="px-5 pt-3 pb-5">
            {props.children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

type SheetProps = Pick<DialogProps, 'open' | 'onOpenChange' | 'title' | 'children' | 'initialFocus'> & {
  side: 'start' | 'end';
  /** Keys that it leaves to the page, separated by spaces. */
  pageKeys?: string;
};

/** A modal of full height that slides in from an edge: the sidebar and the panels of small screens. */
export function Sheet({ open, onOpenChange, title, side, children, initialFocus, pageKeys }: SheetProps) {
  const edge =
    side === 'start'
      ? 'inset-s-0 w-[min(19rem,88vw)] border-e ltr:data-starting-style:-translate-x-full ltr:data-ending-style:-translate-x-full rtl:data-starting-style:translate-x-full rtl:data-ending-style:translate-x-full'
      : 'inset-e-0 w-full sm:w-[min(40rem,100vw)] border-s ltr:data-starting-style:translate-x-full ltr:data-ending-style:translate-x-full rtl:data-starting-style:-translate-x-full rtl:data-ending-style:-translate-x-full';
  const isHere = dialogParts.use(open) !== undefined;
  if (!isHere) return null;
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          initialFocus={initialFocus}
          data-page-keys={pageKeys}
          className={cn(
            'fixed inset-y-0 z-50 flex flex-col border-line bg-bg shadow-pop transition-transform duration-200',
            edge,
          )}
        >
          <Base.Title className="sr-only">{title}</Base.Title>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** The buttons that end a dialog, the most likely one last. */
export const DialogFooter = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap justify-end gap-2">{children}</div>
);
