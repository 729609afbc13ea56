import type { RunView } from '@millrace/contract/jobs/job-event';
import type { SubjectKind } from '@millrace/contract/jobs/subjects';
import type { LinkProps } from '@tanstack/react-router';

/** Where things are seen, by their kind; each feature brings its own, and pages put them together. */
export type SubjectLinks = Partial<Record<SubjectKind, (at: { workspaceId: string; id: string }) => LinkProps>>;

/** The link to what a run works on. None: it works on no particular thing, or on one that has no page. */
export function subjectLink(
  links: SubjectLinks,
  { subject, workspaceId }: Pick<RunView, 'subject' | 'workspaceId'>,
): LinkProps | undefined {
  if (subject === null || workspaceId === null) return undefined;
  const known: Record<string, ((at: { workspaceId: string; id: string }) => LinkProps) | undefined> = links;
  return known[subject.kind]?.({ workspaceId, id: subject.id });
}
