import { createClient } from '@millrace/client/create-client';
import { connectionsOf } from './open-connection.ts';
import { StreamHub } from './stream-hub.ts';
import { personOf } from './worker-name.ts';

// A SharedWorker: there is one for all tabs of a browser that show the same person and the same version of the page.
const hub = new StreamHub(connectionsOf(createClient({ url: '' }), personOf(self.name)));

self.addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  if (port) hub.connect(port);
});
