import type { RunView } from '@millrace/contract/jobs/job-event';
import type { SubjectKind } from '@millrace/contract/jobs/subjects';
import type { LinkProps } from '@tanstack/react-router';

/** The page of a subject, by its kind; each feature has its own, and pages put them together. */
export type SubjectLinks = Partial<Record<SubjectKind, (at: { workspaceId: string; id: string }) => LinkProps>>;

/** The link to the subject of a run; undefined where it has none, or one without a page. */
export function subjectLink(
  links: SubjectLinks,
  { subject, workspaceId }: Pick<RunView, 'subject' | 'workspaceId'>,
): LinkProps | undefined {
  if (subject === null || workspaceId === null) return undefined;
  const known: Record<string, ((at: { workspaceId: string; id: string }) => LinkProps) | undefined> = links;
  return known[subject.kind]?.({ workspaceId, id: subject.id });
}
