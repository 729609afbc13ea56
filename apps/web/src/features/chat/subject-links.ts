import { conversationSubject } from '@millrace/contract/chat/conversation-subject';
import { linkOptions } from '@tanstack/react-router';
import type { SubjectLinks } from '../jobs/subject-links.ts';

export const conversationLinks: SubjectLinks = {
  [conversationSubject]: ({ workspaceId, id }) =>
    linkOptions({ to: '/w/$workspaceId/chat/{-$conversationId}', params: { workspaceId, conversationId: id } }),
};
