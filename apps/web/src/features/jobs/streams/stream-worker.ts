import { createClient } from '@millrace/client/create-client';
import { connectionsOf } from './open-connection.ts';
import { StreamHub } from './stream-hub.ts';
import { personOf } from './worker-name.ts';

// A SharedWorker: there is one for all tabs of a browser that show the same person and the same version of the page. Without shared workers
// it runs in the page itself, which then says whose it is.
let hub: StreamHub | undefined;

self.addEventListener('connect', (event) => {
  const { data, ports } = event as MessageEvent<string>;
  hub ??= new StreamHub(connectionsOf(createClient({ url: '' }), personOf(data || self.name)));
  const [port] = ports;
  if (port) hub.connect(port);
});
