import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { cn } from '@millrace/ui/class-names';
import { RelativeTime } from '../language/relative-time.tsx';

export type VersionChoiceItem = {
  version: number;
  current: boolean;
  /** Its author or origin. */
  by: string;
  at: string | null;
  note?: string;
};

type Props = {
  versions: readonly VersionChoiceItem[];
  chosen: number | undefined;
  onChoose: (version: number) => void;
};

/** Versions, the newest first; the chosen one is compared with the newest. */
export function VersionPicker({ versions, chosen, onChoose }: Props) {
  return (
    <ol aria-label={t`Versions`} className="space-y-1">
      {versions.map(({ version, current, by, at, note }) => (
        <li key={version}>
          <button
            type="button"
            aria-pressed={version === chosen}
            onClick={() => onChoose(version)}
            className={cn(
              'w-full rounded-md border px-3 py-2 text-start text-sm',
              version === chosen ? 'border-accent bg-accent-soft' : 'border-line hover:bg-hover',
            )}
          >
            <span className="font-medium">
              {current ? <Trans>Version {version} (current)</Trans> : <Trans>Version {version}</Trans>}
            </span>
            <span className="block text-muted">
              <bdi>{by}</bdi>
              {at ? (
                <>
                  {' · '}
                  <RelativeTime iso={at} />
                </>
              ) : null}
            </span>
            {note ? <span className="block text-warn">{note}</span> : null}
          </button>
        </li>
      ))}
    </ol>
  );
}
