import { t } from '@lingui/core/macro';
import { ExternalLink } from 'lucide-react';
import type { ComponentProps } from 'react';

/** The host of a link that may be followed, or nothing: schemes other than the web's stay text. */
function hostOf(href: string | undefined): string | undefined {
  if (href === undefined || !URL.canParse(href)) return undefined;
  const url = new URL(href);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.host : undefined;
}

/** A link that a model wrote. Its host is always shown, because its text may claim another. */
export function AnswerLink({ href, children }: ComponentProps<'a'>) {
  const host = hostOf(href);
  if (host === undefined) return <span>{children}</span>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-ink underline underline-offset-2"
    >
      {children}
      <span className="ms-1 inline-block text-muted text-sm">
        (<bdi>{host}</bdi>
        <ExternalLink aria-label={t`opens in a new tab`} className="ms-1 inline size-3" />)
      </span>
    </a>
  );
}
