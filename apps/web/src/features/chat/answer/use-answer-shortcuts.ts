import { t } from '@lingui/core/macro';
import type { MessageView } from '@millrace/contract/chat/chat';
import { copyText } from '@millrace/ui/controls/copy-text';
import { notify } from '@millrace/ui/overlays/toast';
import { notCopied } from '../../language/ui-words.ts';
import { useShortcut } from '../../shortcuts/use-shortcut.ts';
import { answerAsMarkdown, lastCode } from './copy-answer.ts';
import { useAnswerActions } from './use-answer-actions.ts';

const copy = async (title: string, text: string) => {
  if (await copyText(text, notCopied())) notify({ title });
};

/** Keyboard shortcuts for the last answer once it has ended. */
export function useAnswerShortcuts(last: MessageView | undefined, mayAsk: boolean): void {
  const actions = useAnswerActions(last);
  const ended = last?.status === 'streaming' ? undefined : last;
  useShortcut('copyAnswer', () => {
    if (!ended?.content) return false;
    void copy(t`Answer copied`, answerAsMarkdown(ended.content, ended.citations));
  });
  useShortcut('copyCode', () => {
    const code = ended && lastCode(ended.content);
    if (code === undefined) return false;
    void copy(t`Code copied`, code);
  });
  useShortcut('regenerate', () => {
    if (ended === undefined || !mayAsk || actions.busy) return false;
    actions.regenerate();
  });
}
