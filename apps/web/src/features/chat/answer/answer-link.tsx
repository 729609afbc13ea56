import { ExternalLink } from 'lucide-react';
import type { ComponentProps } from 'react';

/** The host of an address that may be followed, or nothing: other schemes than the web's stay text. */
function hostOf(href: string | undefined): string | undefined {
  if (href === undefined || !URL.canParse(href)) return undefined;
  const url = new URL(href);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.host : undefined;
}

/** A link that a model wrote. Where it leads is always said, since its text may say something else. */
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
        ({host}
        <ExternalLink aria-label="opens in a new tab" className="ms-1 inline size-3" />)
      </span>
    </a>
  );
}
