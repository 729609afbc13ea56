import { Button, IconButton } from '@millrace/ui/button';
import { ProgressBar } from '@millrace/ui/progress-bar';
import { StatusMark } from '@millrace/ui/status-mark';
import { CircleX, X } from 'lucide-react';
import { dismissUpload, type Upload, useUploads } from './upload-queue.ts';

/** Files on their way to the server, and those it refused, each with its reason. */
export function UploadList({ workspaceId }: { workspaceId: string }) {
  const uploads = useUploads().filter((upload) => upload.workspaceId === workspaceId);
  if (uploads.length === 0) return null;
  return (
    <section aria-label="Uploads" className="mb-4 rounded-lg border border-line bg-surface">
      <ul className="divide-y divide-line">
        {uploads.map((upload) => (
          <UploadRow key={upload.id} upload={upload} />
        ))}
      </ul>
    </section>
  );
}

function UploadRow({ upload }: { upload: Upload }) {
  if (upload.state === 'refused') {
    return (
      <li className="flex items-start gap-3 px-4 py-3" role="alert">
        <div className="min-w-0 grow">
          <p className="truncate font-medium" title={upload.name}>
            {upload.name}
          </p>
          <p className="text-bad text-sm">{upload.reason}</p>
        </div>
        <StatusMark icon={CircleX} tone="bad">
          Refused
        </StatusMark>
        <IconButton
          size="sm"
          label={`Dismiss ${upload.name}`}
          icon={<X aria-hidden className="size-4" />}
          onClick={() => dismissUpload(upload.id)}
        />
      </li>
    );
  }
  const text =
    upload.state === 'waiting'
      ? 'Waiting'
      : upload.fraction < 1
        ? `${Math.round(upload.fraction * 100)} % sent`
        : 'Checking…';
  return (
    <li className="px-4 py-3">
      <div className="flex items-center justify-between gap-3">
        <p className="min-w-0 truncate font-medium" title={upload.name}>
          {upload.name}
        </p>
        <Button size="sm" variant="ghost" aria-label={`Cancel the upload of ${upload.name}`} onClick={upload.cancel}>
          Cancel
        </Button>
      </div>
      <ProgressBar label={`Upload of ${upload.name}`} fraction={upload.fraction} valueText={text} className="mt-1" />
      <p className="mt-1 text-muted text-sm">{text}</p>
    </li>
  );
}
