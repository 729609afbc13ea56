import { t } from '@lingui/core/macro';
import { CopyButton } from '@millrace/ui/controls/copy-button';
import type { ReactNode } from 'react';

/** A link that is shown once, for whom and how long, with a button that copies it. */
export function SecretLink({ link, children }: { link: string; children: ReactNode }) {
  return (
    <div role="status" className="rounded-md border border-line bg-sunken p-3 text-sm">
      <p>{children}</p>
      <p dir="ltr" className="my-2 break-all rounded bg-surface p-2 font-mono text-xs">
        {link}
      </p>
      <CopyButton look="button" label={t`Copy link`} text={() => link} />
    </div>
  );
}
