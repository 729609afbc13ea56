import type { ItemView } from '@millrace/contract/crawl/crawl';
import { ExternalLink } from 'lucide-react';
import { RelativeTime } from '../language/relative-time.tsx';
import { PageHistory } from './page-history.tsx';

/** A page of the web: where it is, when it was read, and what it said before. */
export function WebPageCard({ item }: { item: ItemView }) {
  return (
    <div className="space-y-5">
      <div>
        <h2 className="font-semibold">{item.title ?? 'Web page'}</h2>
        <a
          href={item.locator}
          rel="noreferrer"
          target="_blank"
          className="inline-flex min-h-6 items-center gap-1 break-all text-sm underline underline-offset-2"
        >
          {item.locator}
          <ExternalLink aria-label="opens in a new tab" className="size-3.5 shrink-0" />
        </a>
        <p className="text-muted text-sm">
          {item.status === 'removed' ? 'It is gone from the web' : 'Read'}
          {item.fetchedAt ? (
            <>
              {' '}
              <RelativeTime iso={item.fetchedAt} />
            </>
          ) : null}
          {item.changedAt && item.version > 1 ? (
            <>
              , last changed <RelativeTime iso={item.changedAt} />
            </>
          ) : null}
        </p>
        {item.reason ? <p className="text-muted text-sm">{item.reason}</p> : null}
      </div>
      <section aria-label="Versions of this page">
        <h3 className="mb-2 font-medium text-sm">Versions</h3>
        <PageHistory itemId={item.id} />
      </section>
    </div>
  );
}
