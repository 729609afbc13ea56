import type { Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import { pathOfKey } from './key-links.ts';

/** So many addresses of one path are taken before anybody looks whether they multiply. */
const freely = 100;
/** The look goes back no further. */
const mostLookedAt = 500;

export type Variants = {
  /** Of each path, how many addresses with a query are taken. */
  counts: Map<string, number>;
  /** Paths of which one that was not taken is shown. */
  shown: Set<string>;
  /** Shapes (see `shapeOf`) whose parameters multiply, as filters and calendars do: few values each, and all their combinations. */
  multiplying: Set<string>;
};

/** Counts what is known of the paths of these keys. A path with parameters that name pages (`?title=`, `?id=`) may have many. */
export async function countVariants(trx: Trx, sourceId: string, keys: string[]): Promise<Variants> {
  const fresh = Map.groupBy(
    keys.filter((key) => key.includes('?')),
    pathOfKey,
  );
  const found: Variants = { counts: new Map(), shown: new Set(), multiplying: new Set() };
  if (fresh.size === 0) return found;
  const { rows } = await sql<{ path: string; taken: number; shown: number }>`
    select variant_of as path, count(*) filter (where code is distinct from 'variants') as taken,
      count(*) filter (where code = 'variants') as shown
    from source_items where source_id = ${sourceId} and variant_of = any(${[...fresh.keys()]}::text[])
    group by variant_of`.execute(trx);
  for (const { path, taken, shown } of rows) {
    found.counts.set(path, Number(taken));
    if (Number(shown) > 0) found.shown.add(path);
  }
  for (const [path, added] of fresh) {
    if ((found.counts.get(path) ?? 0) + added.length <= freely) continue;
    const known = await newestKeys(trx, sourceId, path);
    for (const shape of multiplyingShapes([...known, ...added])) found.multiplying.add(shape);
  }
  return found;
}

async function newestKeys(trx: Trx, sourceId: string, path: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('sourceItems')
    .where('sourceId', '=', sourceId)
    .where('variantOf', '=', path)
    .orderBy('position', 'desc')
    .limit(mostLookedAt)
    .select('key')
    .execute();
  return rows.map(({ key }) => key);
}

/** The path of a key with the names of its parameters. */
export const shapeOf = (key: string): string => `${pathOfKey(key)}?${[...valuesOf(key).keys()].join('&')}`;

/** Shapes of which there are far more addresses than any one parameter has values. */
export function multiplyingShapes(keys: string[]): Set<string> {
  const shapes = new Set<string>();
  for (const [shape, alike] of Map.groupBy(keys, shapeOf)) {
    const values = new Map<string, Set<string>>();
    for (const key of alike)
      for (const [name, value] of valuesOf(key)) values.set(name, (values.get(name) ?? new Set()).add(value));
    const most = Math.max(...[...values.values()].map(({ size }) => size));
    if (alike.length > freely && alike.length > most * 2) shapes.add(shape);
  }
  return shapes;
}

/** Parameters by name; those without a value are each other's variants. */
function valuesOf(key: string): Map<string, string> {
  const parts = key.slice(key.indexOf('?') + 1).split('&');
  return new Map(
    parts.map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? ['', part] : [part.slice(0, at), part.slice(at + 1)];
    }),
  );
}
