import { Skeleton, Spinner } from '@millrace/ui/layout/spinner';

export const title = 'Skeleton and spinner';

export const Examples = () => (
  <div className="space-y-4">
    <Skeleton />
    <Skeleton shape="rows" />
    <Skeleton shape="panels" lines={2} />
    <p className="flex items-center gap-2 text-muted">
      <Spinner /> Loading…
    </p>
  </div>
);
