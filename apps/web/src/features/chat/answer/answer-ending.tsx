import { msg } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { MessageView } from '@millrace/contract/chat/chat';
import { Button } from '@millrace/ui/controls/button';
import { CirclePause, CircleStop, CircleX, Play, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { translate } from '../../language/language.ts';
import { translateError } from '../../language/wording.ts';
import { useAnswerActions } from './use-answer-actions.ts';

const looks = {
  interrupted: { icon: CirclePause, tone: 'text-warn', title: msg`Interrupted.` },
  stopped: { icon: CircleStop, tone: 'text-muted', title: msg`Stopped.` },
  failed: { icon: CircleX, tone: 'text-bad', title: msg`No answer.` },
};

/** How an unfinished answer ended, and what can be done about it. Its text is kept above. */
export function AnswerEnding({ message, mayAsk }: { message: MessageView; mayAsk: boolean }) {
  const actions = useAnswerActions(message);
  const { status } = message;
  if (status === 'complete' || status === 'streaming') return null;
  const { icon: Icon, tone, title } = looks[status];
  const buttons: ReactNode = (
    <span className="flex gap-2">
      {status === 'failed' ? null : (
        <Button
          size="sm"
          pending={actions.busy}
          icon={<Play aria-hidden className="size-3.5" />}
          onClick={actions.goOn}
        >
          <Trans>Continue</Trans>
        </Button>
      )}
      <Button
        size="sm"
        pending={actions.busy}
        icon={<RotateCcw aria-hidden className="size-3.5" />}
        onClick={actions.regenerate}
      >
        <Trans>Try again</Trans>
      </Button>
    </span>
  );
  return (
    <div className="mt-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border border-line bg-sunken px-3 py-2 text-sm">
      <p className={`flex items-start gap-2 ${tone}`}>
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0 break-words">
          <b className="font-medium">{translate(title)}</b>{' '}
          <bdi>{message.error ? translateError(message.error) : null}</bdi>
        </span>
      </p>
      {mayAsk ? buttons : null}
    </div>
  );
}
