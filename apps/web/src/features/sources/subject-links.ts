import { sourceSubject } from '@millrace/contract/sources/source-subject';
import { linkOptions } from '@tanstack/react-router';
import type { SubjectLinks } from '../jobs/subject-links.ts';

export const sourceLinks: SubjectLinks = {
  [sourceSubject]: ({ workspaceId, id }) =>
    linkOptions({ to: '/w/$workspaceId/sources/$sourceId', params: { workspaceId, sourceId: id } }),
};
