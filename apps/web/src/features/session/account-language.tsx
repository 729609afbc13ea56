import { t } from '@lingui/core/macro';
import type { LanguageChoice } from '@millrace/contract/session/language';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { chooseLanguage, useChoice } from '../language/language.ts';
import { LanguageForm } from '../language/language-form.tsx';
import { reloadSession } from './use-session.ts';

/** The language and the time zone of an account, in every browser. */
export function AccountLanguage() {
  const choice = useChoice();
  /** What was chosen and is on its way: the next choice builds on it, not on what the page still shows. */
  const chosen = useRef<LanguageChoice | undefined>(undefined);
  const change = useMutation(
    trpc.session.changeLanguage.mutationOptions({
      // one after the other, so that the last choice is the one that stays
      scope: { id: 'language' },
      // the page is in the new language before it is drawn again
      onSuccess: async ({ language }) => {
        await chooseLanguage(language);
        await reloadSession();
      },
      onError: tellFailure(t`The language was not changed`),
      onSettled: (_user, _error, sent) => {
        if (chosen.current === sent) chosen.current = undefined;
      },
    }),
  );
  const choose = (part: Partial<LanguageChoice>) => {
    chosen.current = { ...choice, ...chosen.current, ...part };
    change.mutate(chosen.current);
  };
  return <LanguageForm onChange={choose} />;
}
