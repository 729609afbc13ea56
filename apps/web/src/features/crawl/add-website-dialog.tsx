import { Dialog } from '@millrace/ui/dialog';
import { useState } from 'react';
import { SiteLook } from './site-look-panel.tsx';
import { WebsiteForm } from './website-form.tsx';

type Props = {
  workspaceId: string;
  /** The look that is shown; none: the address is asked for. */
  runId: string | undefined;
  onLook: (runId: string | undefined) => void;
  onClose: () => void;
};

/** Adds a website: at once, or after a look at what it has. */
export function AddWebsiteDialog({ workspaceId, runId, onLook, onClose }: Props) {
  const [address, setAddress] = useState('');
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Add website"
      description={
        runId
          ? 'Choose what is read. Nothing has been taken in yet.'
          : 'Its pages are read one by one, as its robots.txt allows, and can be synced later.'
      }
      className={runId ? 'w-[min(46rem,calc(100vw-1.5rem))]!' : undefined}
    >
      {runId ? (
        <SiteLook workspaceId={workspaceId} runId={runId} onBack={() => onLook(undefined)} onClose={onClose} />
      ) : (
        <WebsiteForm
          workspaceId={workspaceId}
          address={address}
          onLook={(lookId, url) => {
            setAddress(url);
            onLook(lookId);
          }}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
