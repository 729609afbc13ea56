import { t } from '@lingui/core/macro';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { chooseLanguage } from '../language/language.ts';
import { LanguageForm } from '../language/language-form.tsx';
import { reloadSession } from './use-session.ts';

/** The language and the time zone of an account, in every browser. */
export function AccountLanguage() {
  const change = useMutation(
    trpc.session.changeLanguage.mutationOptions({
      // the page is in the new language before it is drawn again
      onSuccess: async ({ language }) => {
        await chooseLanguage(language);
        await reloadSession();
      },
      onError: tellFailure(t`The language was not changed`),
    }),
  );
  return <LanguageForm onChange={(choice) => change.mutate(choice)} />;
}
