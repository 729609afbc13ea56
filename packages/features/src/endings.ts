import type { ServerFace } from './face.ts';
import type { EndingMap } from './jobs/handle.ts';
import * as faces from './server-faces.ts';

const all: ServerFace[] = Object.values(faces);

/** How each job's runs end, without its work, by the job's name: servers too end what a dead worker left, and execute nothing. */
export const endings: EndingMap = Object.fromEntries(
  all.flatMap((face) => face.endings).map((ending) => [ending.definition.name, ending]),
);
