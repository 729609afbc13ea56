import { client } from '../../../trpc.ts';
import { connectionsOf } from './open-connection.ts';
import { shownPerson } from './shown-person.ts';
import { StreamHub } from './stream-hub.ts';
import { StreamLink } from './stream-link.ts';
import workerUrl from './stream-worker.ts?sharedworker&url';
import { nameOfWorker } from './worker-name.ts';

const mostRestarts = 2;
let ownHub: StreamHub | undefined;
let hasNoWorker = typeof SharedWorker === 'undefined';

/** The hub that this tab shares with the others; where a browser has no shared workers, each tab has its own. */
function connect(restarts: number): MessagePort {
  // one that is there and does not answer is no better than none
  if (restarts >= mostRestarts) hasNoWorker = true;
  if (!hasNoWorker) {
    try {
      const worker = new SharedWorker(workerUrl, { type: 'module', name: nameOfWorker(shownPerson()) });
      worker.onerror = () => {
        hasNoWorker = true;
        tabStreams.restart();
      };
      return worker.port;
    } catch {
      // browsers that keep nothing of a site refuse
      hasNoWorker = true;
    }
  }
  ownHub ??= new StreamHub(connectionsOf(client, shownPerson()));
  const { port1, port2 } = new MessageChannel();
  ownHub.connect(port1);
  return port2;
}

/** The streams of this tab. */
export const tabStreams = new StreamLink(connect);

window.addEventListener('pagehide', () => tabStreams.leave());
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) tabStreams.restart();
});
