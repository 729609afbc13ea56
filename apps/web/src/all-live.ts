import { chatEffects } from './features/chat/live-effects.ts';
import { conversationLinks } from './features/chat/subject-links.ts';
import type { LiveEffects } from './features/jobs/live-effects.ts';
import type { SubjectLinks } from './features/jobs/subject-links.ts';
import { sourceEffects } from './features/sources/live-effects.ts';
import { sourceLinks } from './features/sources/subject-links.ts';

// beside the faces, which every page reads: who is not signed in loads nothing of what is live

/** How each feature keeps what it shows up to date. */
export const allEffects: readonly LiveEffects[] = [chatEffects, sourceEffects];
/** Where each kind of thing is shown. */
export const allSubjectLinks: SubjectLinks = { ...conversationLinks, ...sourceLinks };
