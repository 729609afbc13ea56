import { ph } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ModelTestView } from '@millrace/contract/models/models';
import { CircleCheck, CircleX } from 'lucide-react';
import { formatUnit } from '../language/format.ts';

export const ModelTestResult = ({ result }: { result: ModelTestView }) =>
  result.ok ? (
    <p role="status" className="flex gap-2 rounded-md bg-good-soft px-3 py-2 text-good text-sm">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        <Trans>
          The connection works. The model answered “<bdi>{ph({ sample: result.sample.slice(0, 80) })}</bdi>” in{' '}
          {{ duration: formatUnit(result.latencyMs / 1_000, 'second', 1) }}.
        </Trans>
      </span>
    </p>
  ) : (
    <p role="alert" className="flex gap-2 rounded-md bg-bad-soft px-3 py-2 text-bad text-sm">
      <CircleX aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 break-words">{result.message}</span>
    </p>
  );
