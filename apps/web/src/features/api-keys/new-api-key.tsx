import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { CopyButton } from '@millrace/ui/controls/copy-button';

/** The only time that a key is shown. */
export function NewApiKey({ apiKey, onStored }: { apiKey: string; onStored: () => void }) {
  const example = `curl -H 'Authorization: Bearer ${apiKey}' ${window.location.origin}/trpc/session.me`;
  return (
    <section aria-label={t`New key`} className="rounded-md border border-line bg-sunken p-3 text-sm">
      <p className="font-medium">
        <Trans>Copy the key now. It is stored only as a hash and cannot be shown again.</Trans>
      </p>
      <p dir="ltr" className="my-2 break-all rounded bg-surface p-2 font-mono text-xs">
        {apiKey}
      </p>
      <p className="text-muted">
        <Trans>Try it:</Trans>
      </p>
      <pre dir="ltr" className="my-2 whitespace-pre-wrap break-all rounded bg-surface p-2 font-mono text-xs">
        {example}
      </pre>
      <div className="flex flex-wrap gap-2">
        <CopyButton look="button" label={t`Copy key`} text={() => apiKey} />
        <Button size="sm" onClick={onStored}>
          <Trans>Done</Trans>
        </Button>
      </div>
    </section>
  );
}
