import { elementsOf } from '../xml/xml-tree.ts';
import type { Package } from './open-package.ts';
import { resolvePart } from './resolve-part.ts';

/** What a part of a document of Office refers to. `type` is the last step of its address: `slide`, `notesSlide`. */
export type Relation = { id: string; type: string; target: string };

/** The relations of a part within the file; '' for those of the whole. None where there is no such part. */
export async function readRelations(file: Package, part: string): Promise<Relation[]> {
  const slash = part.lastIndexOf('/') + 1;
  const list = await file.xml(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`).catch(() => undefined);
  return (list ? elementsOf(list) : []).flatMap(({ attributes }) => {
    const { Id: id, Type: type = '', Target: target, TargetMode: mode } = attributes;
    if (!id || target === undefined || mode === 'External') return [];
    return [{ id, type: type.slice(type.lastIndexOf('/') + 1), target: resolvePart(part, target) }];
  });
}

/** The part that a document of Office is about, whatever its name is; undefined where the file does not say. */
export async function mainPart(file: Package): Promise<string | undefined> {
  return (await readRelations(file, '')).find(({ type }) => type === 'officeDocument')?.target;
}
