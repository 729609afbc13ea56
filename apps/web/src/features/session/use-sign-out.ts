import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';

/** Signs out and starts the page anew, so that nothing of the person stays in memory. */
export const useSignOut = () =>
  useMutation(
    trpc.session.signOut.mutationOptions({
      onSuccess: () => window.location.assign('/sign-in'),
      onError: tellFailure('You are still signed in'),
    }),
  );
