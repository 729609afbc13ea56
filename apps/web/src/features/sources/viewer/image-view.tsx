import { Trans } from '@lingui/react/macro';
import type { Box } from '@millrace/contract/records/locator';
import { useState } from 'react';
import { BoxLayer } from './box-layer.tsx';

type Props = { fileId: string; title: string; boxes: readonly Box[] };

/** An image as it is shown (upright, without metadata of the camera), with boxes over the words of the marked passage. */
export function ImageView({ fileId, title, boxes }: Props) {
  const [size, setSize] = useState<{ width: number; height: number }>();
  const [broken, setBroken] = useState(false);
  if (broken)
    return (
      <p className="text-muted">
        <Trans>The image cannot be shown. Its text is still available.</Trans>
      </p>
    );
  return (
    <div className="relative shadow-pop">
      <img
        src={`/files/${fileId}`}
        alt={title}
        className="block h-auto w-full bg-[white]"
        onError={() => setBroken(true)}
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setSize({ width, height })}
      />
      {size ? <BoxLayer boxes={boxes} size={size} /> : null}
    </div>
  );
}
