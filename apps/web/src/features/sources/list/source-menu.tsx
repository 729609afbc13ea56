import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { may } from '@millrace/contract/sources/source-verbs';
import type { SourceView } from '@millrace/contract/sources/sources';
import { IconButton } from '@millrace/ui/controls/button';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '@millrace/ui/controls/menu';
import { lazyPart } from '@millrace/ui/lazy-part';
import { Download, Ellipsis, Pencil, Settings2, Tags } from 'lucide-react';
import { Suspense, useState } from 'react';
import { hasReadingOptions } from '../options/has-reading-options.ts';
import { actOnSources } from './act-on-sources.ts';
import { RenameSourceDialog } from './rename-source-dialog.tsx';
import { TagsDialog } from './tags-dialog.tsx';
import { verbLooks, verbsInOrder, verbWord } from './verb-looks.tsx';

const ReadingOptions = lazyPart(async () => (await import('../options/reading-options.tsx')).ReadingOptions);

type Props = { source: SourceView; onDeleted?: () => void };

/** All actions that a source allows now. `onDeleted` is for pages that show only this source. */
export function SourceMenu({ source, onDeleted }: Props) {
  const [open, setOpen] = useState<'rename' | 'tags' | 'reading' | undefined>();
  const close = () => setOpen(undefined);
  const label = t`Actions for ${{ title: source.title }}`;
  const trigger = <IconButton size="sm" label={label} icon={<Ellipsis aria-hidden className="size-4" />} />;
  const verbItem = (verb: (typeof verbsInOrder)[number]) => {
    const { icon: Icon } = verbLooks[verb];
    const act = async () => {
      const result = await actOnSources([source], { verb });
      if (verb === 'delete' && result?.done.length === 1) onDeleted?.();
    };
    return (
      <MenuItem
        key={verb}
        tone={verb === 'delete' ? 'bad' : undefined}
        icon={<Icon aria-hidden className="size-4" />}
        onClick={() => void act()}
      >
        {verbWord(verb, source)}
      </MenuItem>
    );
  };
  return (
    <>
      <Menu trigger={trigger} label={label}>
        <MenuItem icon={<Pencil aria-hidden className="size-4" />} onClick={() => setOpen('rename')}>
          <Trans>Rename</Trans>
        </MenuItem>
        <MenuItem icon={<Tags aria-hidden className="size-4" />} onClick={() => setOpen('tags')}>
          <Trans>Tags</Trans>
        </MenuItem>
        {source.file ? (
          <MenuLink
            render={
              // children of the link override those of the item
              <a href={`/files/${source.file.id}`} download={source.file.name}>
                <Download aria-hidden className="size-4" />
                <Trans>Download file</Trans>
              </a>
            }
          />
        ) : null}
        {hasReadingOptions(source) ? (
          <MenuItem icon={<Settings2 aria-hidden className="size-4" />} onClick={() => setOpen('reading')}>
            <Trans>Extraction options</Trans>
          </MenuItem>
        ) : null}
        <MenuSeparator />
        {verbsInOrder.filter((verb) => verb !== 'delete' && may(verb, source)).map(verbItem)}
        <MenuSeparator />
        {verbItem('delete')}
      </Menu>
      <Suspense>{open === 'reading' ? <ReadingOptions source={source} onClose={close} /> : null}</Suspense>
      {open === 'rename' ? <RenameSourceDialog source={source} onOpenChange={close} /> : null}
      {open === 'tags' ? <TagsDialog sources={[source]} onClose={close} /> : null}
    </>
  );
}
