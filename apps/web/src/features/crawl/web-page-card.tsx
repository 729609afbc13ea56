import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ItemView } from '@millrace/contract/crawl/crawl';
import { ExternalLink } from 'lucide-react';
import { RelativeTime } from '../language/relative-time.tsx';
import { PageHistory } from './page-history.tsx';

/** A web page: its URL, when it was fetched, and its earlier versions. */
export function WebPageCard({ item }: { item: ItemView }) {
  return (
    <div className="space-y-5">
      <div>
        <h2 dir="auto" className="font-semibold">
          {item.title ?? t`Web page`}
        </h2>
        <a
          href={item.locator}
          rel="noreferrer"
          target="_blank"
          className="inline-flex min-h-6 touch:min-h-9 items-center gap-1 break-all text-sm underline underline-offset-2"
        >
          <bdi>{item.locator}</bdi>
          <ExternalLink aria-label={t`Opens in a new tab`} className="size-3.5 shrink-0" />
        </a>
        <p className="text-muted text-sm">
          <FetchedAt item={item} />
          {item.changedAt && item.version > 1 ? (
            <>
              {' · '}
              <Trans>
                last changed <RelativeTime iso={item.changedAt} />
              </Trans>
            </>
          ) : null}
        </p>
        {item.reason ? (
          <p dir="auto" className="text-muted text-sm">
            {item.reason}
          </p>
        ) : null}
      </div>
      <section aria-label={t`Versions of this page`}>
        <h3 className="mb-2 font-medium text-sm">
          <Trans>Versions</Trans>
        </h3>
        <PageHistory itemId={item.id} />
      </section>
    </div>
  );
}

function FetchedAt({ item: { status, fetchedAt } }: { item: ItemView }) {
  if (fetchedAt === null) return status === 'removed' ? t`Removed from the website` : t`Not fetched yet`;
  const time = <RelativeTime iso={fetchedAt} />;
  return status === 'removed' ? <Trans>Removed from the website, checked {time}</Trans> : <Trans>Fetched {time}</Trans>;
}
