import { Trans } from '@lingui/react/macro';
import { may, type SourceVerb } from '@millrace/contract/sources/source-verbs';
import type { SourceView } from '@millrace/contract/sources/sources';
import { Button } from '@millrace/ui/controls/button';
import { useState, useTransition } from 'react';
import { actOnSources } from './act-on-sources.ts';
import { verbLooks, verbWord } from './verb-looks.tsx';

/** The actions on the work of a source; the others are in its menu. */
const steering: readonly SourceVerb[] = ['pause', 'resume', 'cancel', 'retry', 'sync'];

/** The actions that the work on a source allows now, with what cancelling keeps. */
export function SourceActions({ source }: { source: SourceView }) {
  const [doing, setDoing] = useState<SourceVerb>();
  const [pending, start] = useTransition();
  const offered = steering.filter((verb) => may(verb, source));
  if (offered.length === 0) return null;
  const act = (verb: SourceVerb) => {
    setDoing(verb);
    start(async () => void (await actOnSources([source], { verb })));
  };
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      {offered.map((verb) => {
        const { icon: Icon } = verbLooks[verb];
        return (
          <Button
            key={verb}
            size="sm"
            pending={pending && doing === verb}
            icon={<Icon aria-hidden className="size-3.5" />}
            onClick={() => act(verb)}
          >
            {verbWord(verb, source)}
          </Button>
        );
      })}
      {may('cancel', source) ? (
        <span className="text-muted text-sm">
          <Trans>Cancelling keeps everything read so far. It can be searched.</Trans>
        </span>
      ) : null}
    </div>
  );
}
