import type { WebSocket } from 'ws';

/** Calls of one socket that begin in one tick. */
const perTick = 8;
const openingBracket = 0x5b;

/**
 * Hands the calls of a socket on a few at a time, so that thousands in one frame, or in many, do not keep others from being heard; what has
 * not begun is not read from the network meanwhile. The order stays.
 */
export function spreadMessages(socket: WebSocket): WebSocket {
  const emit = socket.emit.bind(socket) as (name: string, ...args: unknown[]) => boolean;
  let waiting: Buffer[] = [];
  let busy = false;
  const work = () => {
    const some = waiting.slice(0, perTick);
    waiting = waiting.slice(perTick);
    for (const call of some) emit('message', call, false);
    if (waiting.length > 0 && socket.readyState === socket.OPEN) return void setImmediate(work);
    busy = false;
    socket.resume();
  };
  socket.emit = ((name: string, ...args: unknown[]) => {
    const [data, isBinary] = args;
    if (name !== 'message' || isBinary === true || !Buffer.isBuffer(data)) return emit(name, ...args);
    waiting.push(...callsIn(data));
    if (busy) return true;
    busy = true;
    socket.pause();
    work();
    return true;
  }) as WebSocket['emit'];
  return socket;
}

/** tRPC's clients send the calls of one tick as one list. */
function callsIn(data: Buffer): Buffer[] {
  if (data[0] !== openingBracket) return [data];
  try {
    const calls: unknown[] = JSON.parse(data.toString());
    return calls.map((call) => Buffer.from(JSON.stringify(call)));
  } catch {
    // tRPC says what is wrong with it
    return [data];
  }
}
