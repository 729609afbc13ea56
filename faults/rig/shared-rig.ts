import { afterAll } from 'vitest';
import { openRig, type Rig, type RigOptions } from './rig.ts';

/**
 * One rig for all tests of a file: to start it takes longer than most of them. Each call gives a test a workspace of its own, without
 * the workers and further servers of the test before.
 */
export function sharedRig(options: RigOptions = {}): () => Promise<Rig> {
  let opened: Promise<Rig> | undefined;
  afterAll(async () => {
    await (await opened)?.[Symbol.asyncDispose]();
  });
  return async () => {
    if (opened === undefined) {
      opened = openRig(options);
      return opened;
    }
    return (await opened).renew();
  };
}
