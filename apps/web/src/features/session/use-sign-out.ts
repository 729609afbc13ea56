import { t } from '@lingui/core/macro';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { forgetTexts } from '../drafts/kept-texts.ts';
import { tellFailure } from '../errors/tell-failure.ts';

/** Signs out and reloads the page, so that nothing of the person stays in memory; what they had begun to write goes too. */
export const useSignOut = () =>
  useMutation(
    trpc.session.signOut.mutationOptions({
      onSuccess: () => {
        forgetTexts();
        window.location.assign('/sign-in');
      },
      onError: tellFailure(t`Sign-out failed`),
    }),
  );
