import { z } from 'zod';
import { attachmentSubject } from '../attachments/attachments.ts';
import { conversationSubject } from '../chat/conversation-subject.ts';
import { classificationSubject } from '../classification/classification-subject.ts';
import { sourceSubject } from '../sources/source-subject.ts';

/**
 * The registry: every kind of thing that a run works on and that the feed reports as changed, one line each. A kind is declared by its
 * feature; rows and events carry it, so it is never renamed.
 */
export const subjectKinds = [attachmentSubject, classificationSubject, conversationSubject, sourceSubject] as const;
export type SubjectKind = (typeof subjectKinds)[number];

const known: readonly string[] = subjectKinds;

/** A thing as a client names it; a kind that no feature has declared is refused. */
export const subjectInput = z.object({
  kind: z.string().refine((kind): kind is SubjectKind => known.includes(kind), 'This kind of subject does not exist'),
  id: z.uuid(),
});
