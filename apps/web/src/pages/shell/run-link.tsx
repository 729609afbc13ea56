import type { RunView } from '@millrace/contract/jobs/job-event';
import { Link } from '@tanstack/react-router';

/** To what a run works on. */
export function RunLink({ run, onOpen }: { run: RunView; onOpen: () => void }) {
  const { subject, workspaceId } = run;
  if (subject?.kind === 'source') {
    const params = { workspaceId, sourceId: subject.id };
    return (
      <Link to="/w/$workspaceId/sources/$sourceId" params={params} onClick={onOpen} className="hover:underline">
        {subject.title}
      </Link>
    );
  }
  return <>{subject?.title ?? run.name}</>;
}
