import type { Face } from './face.ts';
import * as faces from './faces.ts';

/** The faces of all features, in alphabetical order: that of a module's exports. */
export const allFaces: readonly Face[] = Object.values(faces);

const byPosition = (a: { position: number }, b: { position: number }) => a.position - b.position;

/** Entries of the main menu, in their order. */
export const allNavItems = allFaces.flatMap((face) => face.nav ?? []).sort(byPosition);
/** Tabs of the settings, in their order. */
export const allSettingsTabs = allFaces.flatMap((face) => face.settingsTabs ?? []).sort(byPosition);
