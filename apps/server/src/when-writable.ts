import type { Writable } from 'node:stream';

/** Resolves when the other end has taken what was written, or is gone. */
export function whenWritable(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done);
      stream.off('close', done);
      resolve();
    };
    stream.once('drain', done);
    stream.once('close', done);
  });
}
