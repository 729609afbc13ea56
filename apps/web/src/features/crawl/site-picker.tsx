import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { siteFields } from '@millrace/contract/crawl/crawl';
import { pathOf } from '@millrace/contract/crawl/url-patterns';
import { Button } from '@millrace/ui/controls/button';
import { Checkbox } from '@millrace/ui/controls/checkbox';
import { NumberField } from '@millrace/ui/controls/number-field';
import { SelectField } from '@millrace/ui/controls/select-field';
import { VirtualList } from '@millrace/ui/data/virtual-list';
import { ScrollRegion } from '@millrace/ui/layout/scroll-region';
import { DialogFooter } from '@millrace/ui/overlays/dialog';
import { DraftGuard } from '../drafts/draft-guard.tsx';
import { forgetDraft } from '../drafts/draft-values.ts';
import { useDraftState } from '../drafts/use-draft-state.ts';
import { FormError } from '../errors/error-card.tsx';
import { formatLanguage, formatNumber } from '../language/format.ts';
import { useAddSource } from '../sources/uploads/use-add-source.ts';
import { PatternField } from './pattern-field.tsx';
import { type FoundLink, fits, patternsIn } from './site-look.ts';
import { websitePlace } from './website-form.tsx';

type Props = {
  workspaceId: string;
  links: FoundLink[];
  /** The languages that pages declare, by ISO 639 code. */
  languages: { lang: string; count: number }[];
  onBack: () => void;
  onClose: () => void;
};

type Choice = {
  include: string;
  exclude: string;
  maxDepth: number;
  language?: string | undefined;
  /** Null while the field is empty. */
  maxPages: number | null;
  /** Pages that were selected or deselected one by one: they override the patterns. */
  byHand: [url: string, isChosen: boolean][];
};

/** How many URLs one source accepts as a list. */
const maxChosen = 5_000;

/** Selects pages of a site by patterns and depth, or one by one; then adds these pages, or the whole site within these limits. */
export function SitePicker({ workspaceId, links, languages, onBack, onClose }: Props) {
  const deepest = Math.max(0, ...links.map(({ depth }) => depth));
  const [choice, setChoice, draft] = useDraftState<Choice>({
    place: { form: 'pick-pages', workspaceId, object: links[0]?.url },
    base: { include: '', exclude: '', maxDepth: deepest, maxPages: 1_000, byHand: [] },
  });
  const { include, exclude, maxDepth, language } = choice;
  const maxPages = choice.maxPages ?? undefined;
  const byHand = new Map(choice.byHand);
  const change = (part: Partial<Choice>) => setChoice({ ...choice, ...part });
  const setByHand = (changed: ReadonlyMap<string, boolean>) => change({ byHand: [...changed] });
  const adding = useAddSource(() => {
    draft.forget();
    forgetDraft(websitePlace(workspaceId));
    onClose();
  });
  const narrowing = { include: patternsIn(include), exclude: patternsIn(exclude), maxDepth, language };
  const free = links.filter((link) => !link.blockedByRobots);
  const chosen = new Set(free.filter((link) => byHand.get(link.url) ?? fits(link, narrowing)).map(({ url }) => url));
  const chooseAll = (value: boolean) => setByHand(new Map(free.map(({ url }) => [url, value])));
  const limit = siteFields.maxPages.safeParse(maxPages);
  const start = links[0]?.url ?? '';
  const addPages = () =>
    adding.add({ workspaceId, kind: 'urls', urls: free.flatMap(({ url }) => (chosen.has(url) ? [url] : [])) });
  const addSite = () =>
    limit.success &&
    adding.add({
      workspaceId,
      kind: 'site',
      url: start,
      include: narrowing.include,
      exclude: narrowing.exclude,
      maxDepth,
      maxPages: limit.data,
      languages: language ? [language] : [],
    });
  return (
    <>
      <DraftGuard draft={draft} />
      <div className="grid gap-4 sm:grid-cols-2">
        <PatternField
          label={t`Include URLs matching`}
          value={include}
          onChange={(next) => change({ include: next })}
          links={links}
        />
        <PatternField
          label={t`Exclude URLs matching`}
          value={exclude}
          onChange={(next) => change({ exclude: next })}
          links={links}
        />
        <NumberField
          label={t`Depth limit`}
          hint={t`In clicks from the start page`}
          min={0}
          max={100}
          value={maxDepth}
          onChange={(depth) => change({ maxDepth: depth ?? 0 })}
        />
        <NumberField
          label={t`Page limit for the whole site`}
          min={1}
          value={maxPages}
          error={limit.success ? undefined : limit.error.issues[0]?.message}
          onChange={(pages) => change({ maxPages: pages ?? null })}
        />
        {languages.length > 1 ? (
          <SelectField
            label={t`Language`}
            value={language ?? ''}
            options={[
              { value: '', label: t`All languages` },
              ...languages.map(({ lang, count }) => ({
                value: lang,
                label: `${formatLanguage(lang)} (${formatNumber(count)})`,
              })),
            ]}
            onChange={(lang) => change({ language: lang || undefined })}
          />
        ) : null}
      </div>
      <div className="rounded-lg border border-line">
        <div className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2">
          <p role="status" className="grow text-sm tabular-nums">
            <Trans>
              {{ selected: formatNumber(chosen.size) }} of {{ found: formatNumber(links.length) }} selected
            </Trans>
          </p>
          <Button size="sm" onClick={() => chooseAll(true)}>
            <Trans>Select all</Trans>
          </Button>
          <Button size="sm" onClick={() => chooseAll(false)}>
            <Trans>Select none</Trans>
          </Button>
          <Button size="sm" disabled={byHand.size === 0} onClick={() => setByHand(new Map())}>
            <Trans>Reset to patterns</Trans>
          </Button>
        </div>
        <ScrollRegion label={t`Pages found`} className="h-56 overflow-y-auto">
          <VirtualList
            label={t`Pages found`}
            items={links}
            keyOf={({ url }) => url}
            rowHeight={36}
            rowClassName="border-line not-last:border-b"
          >
            {(link) => (
              <FoundRow
                link={link}
                chosen={chosen.has(link.url)}
                onChoose={(value) => setByHand(new Map(byHand).set(link.url, value))}
              />
            )}
          </VirtualList>
        </ScrollRegion>
      </div>
      <FormError error={adding.error} />
      <p className="text-muted text-sm">
        <Trans>
          Adding the whole site also adds pages that the preview did not reach. Patterns and limits apply to them too.
        </Trans>
      </p>
      <DialogFooter>
        <Button variant="ghost" onClick={onBack}>
          <Trans>Change address</Trans>
        </Button>
        <Button pending={adding.pending === 'site'} onClick={addSite}>
          <Trans>Add whole site</Trans>
        </Button>
        <Button
          variant="primary"
          disabled={chosen.size === 0 || chosen.size > maxChosen}
          pending={adding.pending === 'urls'}
          onClick={addPages}
        >
          <Plural value={{ chosen: chosen.size }} one="Add # page" other="Add # pages" />
        </Button>
      </DialogFooter>
    </>
  );
}

type RowProps = { link: FoundLink; chosen: boolean; onChoose: (chosen: boolean) => void };

function FoundRow({ link, chosen, onChoose }: RowProps) {
  const path = pathOf(link.url);
  return (
    <div className="flex min-h-9 items-center gap-2 px-2 text-sm">
      {link.blockedByRobots ? (
        <span aria-hidden className="w-7 shrink-0" />
      ) : (
        <Checkbox label={t`Select ${path}`} checked={chosen} onChange={onChoose} />
      )}
      <span className={`min-w-0 grow break-all ${link.blockedByRobots ? 'text-muted line-through' : ''}`}>
        <bdi>{path}</bdi>
        {link.title ? (
          <span className="ms-2 text-muted">
            <bdi>{link.title}</bdi>
          </span>
        ) : null}
      </span>
      {link.blockedByRobots ? (
        <span className="shrink-0 text-muted">
          <Trans>Blocked by robots.txt</Trans>
        </span>
      ) : null}
    </div>
  );
}
