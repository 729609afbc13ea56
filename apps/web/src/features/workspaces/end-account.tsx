import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { AccountEndView } from '@millrace/contract/session/session';
import { Button } from '@millrace/ui/controls/button';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { Dialog, DialogFooter } from '@millrace/ui/overlays/dialog';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../trpc.ts';
import { forgetTexts } from '../drafts/kept-texts.ts';
import { ErrorCard, FormError } from '../errors/error-card.tsx';
import { TransferInstance } from './transfer-instance.tsx';

type End = 'deactivate' | 'delete';

/** Puts the account away or deletes it, after saying what becomes of its things. The page reloads without the person. */
export function EndAccount({ isAdmin }: { isAdmin: boolean }) {
  const [end, setEnd] = useState<End>();
  return (
    <div className="space-y-4">
      {isAdmin ? <TransferInstance /> : null}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setEnd('deactivate')}>
          <Trans>Deactivate account</Trans>
        </Button>
        <Button variant="danger" onClick={() => setEnd('delete')}>
          <Trans>Delete account</Trans>
        </Button>
      </div>
      {end ? <EndDialog end={end} onClose={() => setEnd(undefined)} /> : null}
    </div>
  );
}

function EndDialog({ end, onClose }: { end: End; onClose: () => void }) {
  const ending = useQuery(trpc.session.ending.queryOptions(undefined, { staleTime: 0 }));
  const onSuccess = () => {
    forgetTexts();
    window.location.assign('/sign-in');
  };
  const deactivate = useMutation(trpc.session.deactivate.mutationOptions({ onSuccess }));
  const remove = useMutation(trpc.session.delete.mutationOptions({ onSuccess }));
  const act = end === 'delete' ? remove : deactivate;
  const blocked = ending.data && (ending.data.ownsInstance || ending.data.needOwner.length > 0);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={end === 'delete' ? t`Delete your account?` : t`Deactivate your account?`}
      description={
        end === 'delete'
          ? t`This cannot be undone.`
          : t`Nobody can sign in to it until the owner of this instance brings it back with a reset link.`
      }
    >
      <div className="space-y-4">
        {ending.isPending ? <Skeleton /> : null}
        {ending.isError ? <ErrorCard error={ending.error} onRetry={() => void ending.refetch()} /> : null}
        {ending.data ? <Consequences ending={ending.data} end={end} /> : null}
        <FormError error={act.error} />
        <DialogFooter>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="danger"
            disabled={!ending.data || blocked}
            pending={act.isPending}
            onClick={() => act.mutate()}
          >
            {end === 'delete' ? t`Delete account` : t`Deactivate account`}
          </Button>
        </DialogFooter>
      </div>
    </Dialog>
  );
}

const namesOf = (workspaces: { name: string }[]): string => workspaces.map(({ name }) => name).join(', ');

function Consequences({ ending, end }: { ending: AccountEndView; end: End }) {
  const { deletes, needOwner, leaves, keys, privateChats, ownsInstance } = ending;
  const alone = namesOf(deletes);
  const ownerless = namesOf(needOwner);
  return (
    <ul className="list-disc space-y-1 ps-5 text-sm">
      {ownsInstance ? (
        <li className="text-bad">
          <Trans>You own this instance. Transfer it to somebody else first.</Trans>
        </li>
      ) : null}
      {needOwner.length > 0 ? (
        <li className="text-bad">
          <Trans>Make another member an owner first: {ownerless}.</Trans>
        </li>
      ) : null}
      {end === 'delete' && deletes.length > 0 ? (
        <li>
          <Trans>Workspaces that nobody else is in are deleted: {alone}.</Trans>
        </li>
      ) : null}
      {end === 'delete' && privateChats > 0 ? (
        <li>
          {plural(privateChats, {
            one: '# private chat of yours is deleted. Shared chats stay.',
            other: '# private chats of yours are deleted. Shared chats stay.',
          })}
        </li>
      ) : null}
      {end === 'delete' && leaves > 0 ? (
        <li>
          {plural(leaves, {
            one: 'You leave # other workspace. What you added stays there without your name.',
            other: 'You leave # other workspaces. What you added stays there without your name.',
          })}
        </li>
      ) : null}
      {keys > 0 ? (
        <li>
          {plural(keys, {
            one: '# API key that you created is revoked.',
            other: '# API keys that you created are revoked.',
          })}
        </li>
      ) : null}
      <li>
        <Trans>You are signed out in all browsers.</Trans>
      </li>
    </ul>
  );
}
