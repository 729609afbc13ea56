import type { Face } from './face.ts';
import * as faces from './faces.ts';

/** The faces of all features, in the order of `faces.ts`. */
export const allFaces: readonly Face[] = Object.values(faces);
