import { chatEffects } from '../../features/chat/live-effects.ts';
import { conversationLinks } from '../../features/chat/subject-links.ts';
import type { LiveEffects } from '../../features/jobs/live-effects.ts';
import type { SubjectLinks } from '../../features/jobs/subject-links.ts';
import { sourceEffects } from '../../features/sources/live-effects.ts';
import { sourceLinks } from '../../features/sources/subject-links.ts';

/** What every feature keeps up to date, and where its things are seen. */
export const liveEffects: readonly LiveEffects[] = [sourceEffects, chatEffects];
export const subjectLinks: SubjectLinks = { ...sourceLinks, ...conversationLinks };
