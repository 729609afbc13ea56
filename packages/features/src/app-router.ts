import type { ServerFace } from './face.ts';
import type { Intersection } from './intersection.ts';
import * as faces from './server-faces.ts';
import { router } from './trpc.ts';

type Merged = Intersection<(typeof faces)[keyof typeof faces]['router']>;
type Routers = { [Name in keyof Merged]: Merged[Name] };

function mergeFaces(all: ServerFace[]): Routers {
  const entries = all.flatMap((face) => Object.entries(face.router));
  const names = entries.map(([name]) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`Two slices offer a router named ${twice}.`);
  return Object.fromEntries(entries) as Routers;
}

/** Everything that can be asked of Millrace. */
export const appRouter = router(mergeFaces(Object.values(faces)));
export type AppRouter = typeof appRouter;
