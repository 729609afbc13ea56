import { Button } from '@millrace/ui/button';
import { CopyButton } from '@millrace/ui/copy-button';

/** The only time that a key is seen. */
export function NewApiKey({ apiKey, onStored }: { apiKey: string; onStored: () => void }) {
  const example = `curl -H 'Authorization: Bearer ${apiKey}' ${window.location.origin}/trpc/session.me`;
  return (
    <section aria-label="New key" className="rounded-md border border-line bg-sunken p-3 text-sm">
      <p className="font-medium">Copy the key now. It is not stored in readable form and will not be shown again.</p>
      <p className="my-2 break-all rounded bg-surface p-2 font-mono text-xs">{apiKey}</p>
      <p className="text-muted">Try it:</p>
      <pre className="my-2 whitespace-pre-wrap break-all rounded bg-surface p-2 font-mono text-xs">{example}</pre>
      <div className="flex flex-wrap gap-2">
        <CopyButton look="button" label="Copy key" text={() => apiKey} />
        <Button size="sm" onClick={onStored}>
          I stored it
        </Button>
      </div>
    </section>
  );
}
