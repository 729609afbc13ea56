import { t } from '@lingui/core/macro';
import { Dialog } from '@millrace/ui/overlays/dialog';
import { SiteLook } from './site-look-panel.tsx';
import { WebsiteForm } from './website-form.tsx';

type Props = {
  workspaceId: string;
  /** The preview that is shown; none: the form that asks for the address. */
  runId: string | undefined;
  onLook: (runId: string | undefined) => void;
  onClose: () => void;
};

/** Adds a website: immediately, or after a preview of its pages. */
export function AddWebsiteDialog({ workspaceId, runId, onLook, onClose }: Props) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t`Add website`}
      description={
        runId
          ? t`Choose which pages to add. Nothing has been added yet.`
          : t`Its pages are fetched one by one, as its robots.txt allows, and can be synced later.`
      }
      className={runId ? 'w-[min(46rem,calc(100vw-1.5rem))]!' : undefined}
    >
      {runId ? (
        <SiteLook workspaceId={workspaceId} runId={runId} onBack={() => onLook(undefined)} onClose={onClose} />
      ) : (
        <WebsiteForm workspaceId={workspaceId} onLook={onLook} onClose={onClose} />
      )}
    </Dialog>
  );
}
