import type { ServerResponse } from 'node:http';
import type { Knobs } from './knobs.ts';
import type { Schedule } from './schedule.ts';
import { shapes } from './shapes.ts';

/** Sends the pieces of a shape, each in a write of its own, `ttft` ms after the request. */
export function playShape({ shape = 'normal', ttft }: Knobs, response: ServerResponse, schedule: Schedule): void {
  const { body = [], contentType = 'text/event-stream', cut = false } = shapes[shape] ?? {};
  schedule.add(performance.now() + ttft, () => {
    if (response.destroyed) return undefined;
    response.writeHead(200, { 'content-type': contentType });
    for (const piece of body) response.write(piece);
    if (cut) response.socket?.write('', () => response.socket?.destroy());
    else response.end();
    return undefined;
  });
}
