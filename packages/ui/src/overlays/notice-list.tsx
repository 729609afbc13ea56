import { Toast as Base } from '@base-ui/react/toast';
import { CircleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { buttonClass, IconButton } from '../controls/button.tsx';
import { useWords } from '../words.tsx';
import { type Notice, takeNotices } from './notices.tsx';

const manager = Base.createToastManager();

function add({ title, detail, action, isError }: Notice): void {
  if (isError) {
    const actionProps = action && { children: action.label, onClick: action.onClick };
    manager.add({ title, description: detail, type: 'error', timeout: 0, actionProps });
    return;
  }
  const id: string = manager.add({
    title,
    description: detail,
    timeout: action ? 10_000 : 5_000,
    actionProps: action && {
      children: action.label,
      onClick: () => {
        action.onClick();
        manager.close(id);
      },
    },
  });
}

function Toasts() {
  const words = useWords();
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className="pointer-events-auto flex w-full items-start gap-3 rounded-lg border border-line bg-raised py-2 ps-4 pe-2 shadow-pop transition-[opacity,translate] data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      {toast.type === 'error' ? <CircleAlert aria-hidden className="mt-2 size-4 shrink-0 text-bad" /> : null}
      <div className="min-w-0 grow py-1.5">
        <Base.Title render={<p />} className="font-medium text-sm" />
        <Base.Description className="text-muted text-sm" />
      </div>
      {toast.actionProps ? <Base.Action className={buttonClass({ size: 'sm' }, 'mt-0.5')} /> : null}
      <Base.Close
        render={<IconButton size="sm" label={words.dismiss} icon={<X aria-hidden className="size-4" />} />}
        className="mt-1"
      />
    </Base.Root>
  ));
}

/** Where notices are shown and announced. */
export function NoticeList() {
  const words = useWords();
  useEffect(() => takeNotices(add), []);
  return (
    <Base.Provider toastManager={manager} limit={4}>
      <Base.Portal>
        <Base.Viewport
          aria-label={words.notifications}
          data-no-print
          className="pointer-events-none fixed inset-x-0 bottom-0 z-60 mx-auto flex w-[min(26rem,100vw)] flex-col gap-2 p-3"
        >
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}
