import { may, type SourceVerb } from '@millrace/contract/sources/source-verbs';
import type { SourceView } from '@millrace/contract/sources/sources';
import { Button } from '@millrace/ui/button';
import { useState, useTransition } from 'react';
import { actOnSources } from './act-on-sources.ts';
import { verbLooks, verbWord } from './verb-looks.tsx';

/** What steers the work on a source; the rest is in its menu. */
const steering: readonly SourceVerb[] = ['pause', 'resume', 'cancel', 'retry', 'sync'];

/** What can be done with the work on a source as it stands. A cancel keeps what is there, and says so. */
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
        <span className="text-muted text-sm">A cancel keeps what has been read; it can be searched.</span>
      ) : null}
    </div>
  );
}
