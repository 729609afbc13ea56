import { Trans } from '@lingui/react/macro';
import type { Locator } from '@millrace/contract/records/locator';
import { useEffect, useRef } from 'react';

type Props = { fileId: string; title: string; place: Locator | null };

/** A recording, positioned where the shown text is spoken. */
export function RecordingView({ fileId, title, place }: Props) {
  const player = useRef<HTMLAudioElement>(null);
  const startMs = place?.kind === 'time' ? place.startMs : undefined;
  useEffect(() => {
    if (player.current && startMs !== undefined) player.current.currentTime = startMs / 1_000;
  }, [startMs]);
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: its transcript is beside it, with times */}
      <audio ref={player} controls preload="metadata" src={`/files/${fileId}`} aria-label={title} className="w-full" />
      <p className="mt-2 text-muted text-sm">
        <Trans>Select a part of the text to play the recording from there.</Trans>
      </p>
    </>
  );
}
