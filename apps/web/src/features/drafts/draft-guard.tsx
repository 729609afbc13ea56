import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { Dialog, DialogFooter } from '@millrace/ui/overlays/dialog';
import { useBlocker } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Draft } from './use-draft.ts';

/** Stands in every form that keeps what is typed: says that a draft is shown, and asks before something is lost. */
export function DraftGuard({ draft }: { draft: Draft }) {
  const leaving = useBlocker({
    shouldBlockFn: draft.isLossy,
    enableBeforeUnload: draft.isLossy,
    withResolver: true,
  });
  const keep = useRef<HTMLButtonElement>(null);
  const isLeaving = leaving.status === 'blocked';
  const stay = () => {
    draft.answer(false);
    leaving.reset?.();
  };
  const discard = () => {
    draft.answer(true);
    if (isLeaving) {
      draft.discard();
      leaving.proceed();
    }
  };
  return (
    <>
      <DraftNotice draft={draft} />
      <Dialog
        initialFocus={keep}
        open={draft.closing !== undefined || isLeaving}
        onOpenChange={(open) => open || stay()}
        title={t`Discard what you typed?`}
        description={t`Passwords, keys and files are never kept as a draft.`}
      >
        <DialogFooter>
          <Button variant="danger" onClick={discard}>
            <Trans>Discard</Trans>
          </Button>
          <Button ref={keep} variant="primary" onClick={stay}>
            <Trans>Keep editing</Trans>
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}

type NoticeProps = { draft: Pick<Draft, 'isRestored' | 'isStale' | 'discard'> };

export function DraftNotice({ draft: { isRestored, isStale, discard } }: NoticeProps) {
  return (
    <div role="status" className="text-sm empty:hidden">
      {isRestored || isStale ? (
        <div
          className={`flex flex-wrap items-center justify-between gap-x-3 gap-y-1 rounded-md px-3 py-1.5 ${isStale ? 'bg-warn-soft text-warn' : 'bg-sunken text-muted'}`}
        >
          <p>
            {isStale
              ? t`Draft kept. The stored values have changed since you began: saving replaces them.`
              : t`Draft kept. It is not saved yet.`}
          </p>
          <Button size="sm" variant="ghost" onClick={discard}>
            <Trans>Discard draft</Trans>
          </Button>
        </div>
      ) : null}
    </div>
  );
}
