import { shownPerson } from './shown-person.ts';
import { StreamLink } from './stream-link.ts';
import workerUrl from './stream-worker.ts?sharedworker&url';
import { nameOfWorker } from './worker-name.ts';

const mostRestarts = 2;
let ownHub: Promise<unknown> | undefined;
let hasNoWorker = typeof SharedWorker === 'undefined';

/** A hub in this page: the worker's script, told of a tab as the browser tells a worker. */
function connectHere(port: MessagePort): void {
  const data = nameOfWorker(shownPerson());
  ownHub ??= import(/* @vite-ignore */ workerUrl);
  ownHub.then(
    () => window.dispatchEvent(new MessageEvent('connect', { data, ports: [port] })),
    () => {
      // a hub that does not answer is asked for again
      ownHub = undefined;
    },
  );
}

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
  const { port1, port2 } = new MessageChannel();
  connectHere(port1);
  return port2;
}

/** The streams of this tab. */
export const tabStreams = new StreamLink(connect);

window.addEventListener('pagehide', () => tabStreams.leave());
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) tabStreams.restart();
});
