import { t } from '@lingui/core/macro';
import { ChevronRight } from 'lucide-react';

/** The model's reasoning before its answer, collapsed: it is not the answer and cites nothing. */
export const Reasoning = ({ text, live }: { text: string; live: boolean }) =>
  text === '' ? null : (
    <details className="group mb-3 text-sm">
      <summary className="inline-flex min-h-7 touch:min-h-9 list-none items-center gap-1 rounded-md pe-2 text-muted hover:text-ink">
        <ChevronRight
          aria-hidden
          className="size-4 transition-transform group-open:rotate-90 rtl:group-open:-rotate-90"
        />
        {live ? t`Thinking…` : t`Reasoning`}
      </summary>
      <p dir="auto" className="mt-1 ms-2 whitespace-pre-wrap border-line border-s-2 ps-3 text-muted">
        {text}
      </p>
    </details>
  );
