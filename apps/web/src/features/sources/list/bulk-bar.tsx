import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { may, type SourceVerb } from '@millrace/contract/sources/source-verbs';
import type { SourceView } from '@millrace/contract/sources/sources';
import { Button } from '@millrace/ui/controls/button';
import { Tags, X } from 'lucide-react';
import { useState, useTransition } from 'react';
import { formatNumber } from '../../language/format.ts';
import { translate } from '../../language/language.ts';
import { actOnSources } from './act-on-sources.ts';
import { TagsDialog } from './tags-dialog.tsx';
import { verbLooks, verbsInOrder } from './verb-looks.tsx';

type Props = { sources: readonly SourceView[]; onClear: () => void };

/** The actions for the selected sources. An action that only some of them accept shows how many. */
export function BulkBar({ sources, onClear }: Props) {
  const [tagging, setTagging] = useState(false);
  const [doing, setDoing] = useState<SourceVerb>();
  const [pending, start] = useTransition();
  const act = (verb: SourceVerb) => {
    setDoing(verb);
    start(async () => {
      const result = await actOnSources(sources, { verb });
      if (verb === 'delete' && result?.refused.length === 0) onClear();
    });
  };
  const able = (verb: SourceVerb) => sources.filter((source) => may(verb, source)).length;
  return (
    <div role="toolbar" aria-label={t`Actions for selected sources`} className="flex flex-wrap items-center gap-1.5">
      {verbsInOrder
        .filter((verb) => able(verb) > 0)
        .map((verb) => {
          const { word, icon: Icon } = verbLooks[verb];
          const count = able(verb);
          return (
            <Button
              key={verb}
              size="sm"
              variant={verb === 'delete' ? 'danger' : 'secondary'}
              pending={pending && doing === verb}
              icon={<Icon aria-hidden className="size-3.5" />}
              onClick={() => act(verb)}
            >
              {count < sources.length
                ? t({
                    message: `${{ action: translate(word) }} (${{ count: formatNumber(count) }})`,
                    comment: 'A button and how many of the selected sources it works on',
                  })
                : translate(word)}
            </Button>
          );
        })}
      <Button size="sm" icon={<Tags aria-hidden className="size-3.5" />} onClick={() => setTagging(true)}>
        <Trans>Tags</Trans>
      </Button>
      <Button size="sm" variant="ghost" icon={<X aria-hidden className="size-3.5" />} onClick={onClear}>
        <Trans>Clear selection</Trans>
      </Button>
      {tagging ? <TagsDialog sources={sources} onClose={() => setTagging(false)} /> : null}
    </div>
  );
}
