import type { Intersection } from './intersection.ts';
import type * as faces from './settings-faces.ts';

/** `secret`: 32 bytes or more; keys for stored secrets are derived from it. The rest is what each slice reads for itself. */
export type Settings = { secret: string } & Intersection<ReturnType<(typeof faces)[keyof typeof faces]['read']>>;
