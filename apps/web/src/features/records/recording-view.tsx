import type { Place } from '@millrace/contract/records/place';
import { useEffect, useRef } from 'react';

type Props = { fileId: string; title: string; place: Place | null };

/** A recording that stands where the shown text is said. */
export function RecordingView({ fileId, title, place }: Props) {
  const player = useRef<HTMLAudioElement>(null);
  const startMs = place?.kind === 'time' ? place.startMs : undefined;
  useEffect(() => {
    if (player.current && startMs !== undefined) player.current.currentTime = startMs / 1_000;
  }, [startMs]);
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: its words stand beside it, each with its time */}
      <audio ref={player} controls preload="metadata" src={`/files/${fileId}`} aria-label={title} className="w-full" />
      <p className="mt-2 text-muted text-sm">Choose a part of the text to hear it from there.</p>
    </>
  );
}
