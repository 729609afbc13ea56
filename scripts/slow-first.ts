import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, longest first, by the seconds they took on two cores. */
export const slowTests = [
  'matrix.test.ts',
  'streams.test.ts',
  'engine-adversity.test.ts',
  'chat.test.ts',
  'crawl-manners.test.ts',
  'engine.test.ts',
];

const rank = ({ moduleId }: TestSpecification) => {
  const at = slowTests.indexOf(basename(moduleId));
  return at === -1 ? slowTests.length : at;
};

/**
 * The slow files first, so that none of them begins when the others are done and one worker has nothing left to do. The others by their
 * size. Vitest knows how long a file took, but only where it has run before: a fresh clone has not.
 */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // the projects stay one after another
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    const place = ({ project }: TestSpecification) => projects.indexOf(project.name);
    return sorted.sort((a, b) => place(a) - place(b) || rank(a) - rank(b));
  }
}
