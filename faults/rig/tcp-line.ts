import net from 'node:net';

/** A line to a server on the loopback that can break in every way that lines break. */
export type TcpLine = {
  port: number;
  /** Breaks what is connected and refuses what comes, until `mend`. */
  cut(): void;
  /** Half open: nothing gets through and nobody is told. What is connected, or connects before `mend`, stays dumb for ever. */
  hold(): void;
  mend(): void;
  close(): Promise<void>;
};

export async function openTcpLine(target: number): Promise<TcpLine> {
  let state: 'whole' | 'cut' | 'held' = 'whole';
  const pairs = new Set<{ ends: net.Socket[]; dumb: boolean }>();
  const server = net.createServer((near) => {
    if (state === 'cut') return near.resetAndDestroy();
    const far = net.connect(target, '127.0.0.1');
    const pair = { ends: [near, far], dumb: state === 'held' };
    pairs.add(pair);
    const join = (one: net.Socket, other: net.Socket) => {
      one.setNoDelay(true);
      one.on('data', (octets) => {
        // what is sent into a line that is dumb is lost, as packets are
        if (pair.dumb || other.write(octets)) return;
        one.pause();
        other.once('drain', () => one.resume());
      });
      one.on('error', () => {});
    };
    join(near, far);
    join(far, near);
    near.on('close', () => {
      pairs.delete(pair);
      far.destroy();
    });
    far.on('close', () => {
      if (!pair.dumb) near.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const cut = () => {
    state = 'cut';
    for (const { ends } of pairs) for (const end of ends) end.resetAndDestroy();
  };
  return {
    port: (server.address() as net.AddressInfo).port,
    cut,
    hold() {
      state = 'held';
      for (const pair of pairs) pair.dumb = true;
    },
    mend() {
      state = 'whole';
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
