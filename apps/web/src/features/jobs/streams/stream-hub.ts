import { type Line, type OpenConnection, SharedStream } from './shared-stream.ts';
import type { HubMessage, TabMessage, TopicMessage } from './stream-messages.ts';

type Tell = (message: TopicMessage) => void;
type Watch = Extract<TabMessage, { type: 'watch' }>;
/** The feed of a workspace, for all tabs that show it. */
type SharedFeed = { line: Line; members: Set<Tell> };

/**
 * The streams of all tabs over two connections. Runs share one, which is opened again for each of them: what a run has said can always be
 * read again. Feeds have the other one, so that a question in one tab costs no tab a change of its workspace.
 */
export class StreamHub {
  readonly #runs: SharedStream;
  readonly #feeds: SharedStream;
  readonly #feedsByWorkspace = new Map<string | null, SharedFeed>();
  #lastKey = 0;

  constructor(open: OpenConnection) {
    this.#runs = new SharedStream(open);
    this.#feeds = new SharedStream(open);
  }

  /** A tab, by its end of a channel. */
  connect(port: MessagePort): void {
    const leaves = new Map<string, () => void>();
    const leave = (key: string) => {
      leaves.get(key)?.();
      leaves.delete(key);
    };
    const leaveAll = () => {
      for (const key of [...leaves.keys()]) leave(key);
    };
    const say = (message: HubMessage) => port.postMessage(message);
    // some browsers say so of a tab that has crashed
    port.addEventListener('close', leaveAll);
    port.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      switch (data.type) {
        case 'watch':
          leave(data.key);
          leaves.set(
            data.key,
            this.#watch(data, (message) => say({ ...message, key: data.key })),
          );
          break;
        case 'leave':
          leave(data.key);
          break;
        case 'bye':
          leaveAll();
          break;
        case 'ping':
          say({ type: 'pong' });
      }
    };
  }

  #watch({ topic, lastEventId }: Watch, tell: Tell): () => void {
    if ('workspaceId' in topic) return this.#watchFeed(topic.workspaceId, tell);
    const line = this.#lineOf(topic, lastEventId, tell);
    this.#runs.add(line);
    return () => this.#runs.remove(line.key);
  }

  #watchFeed(workspaceId: string | null, tell: Tell): () => void {
    const feed = this.#feedsByWorkspace.get(workspaceId) ?? this.#openFeed(workspaceId);
    feed.members.add(tell);
    if (feed.line.isLive) tell({ type: 'live' });
    return () => {
      feed.members.delete(tell);
      if (feed.members.size > 0) return;
      this.#forgetFeed(workspaceId, feed);
      this.#feeds.remove(feed.line.key);
    };
  }

  #openFeed(workspaceId: string | null): SharedFeed {
    const members = new Set<Tell>();
    const line = this.#lineOf({ workspaceId }, undefined, (message) => {
      if (message.type === 'error' || message.type === 'ended') this.#forgetFeed(workspaceId, feed);
      for (const tell of [...members]) tell(message);
    });
    const feed = { line, members };
    this.#feedsByWorkspace.set(workspaceId, feed);
    this.#feeds.add(line);
    return feed;
  }

  #forgetFeed(workspaceId: string | null, feed: SharedFeed): void {
    if (this.#feedsByWorkspace.get(workspaceId) === feed) this.#feedsByWorkspace.delete(workspaceId);
  }

  #lineOf(topic: Line['topic'], lastEventId: string | undefined, hear: Tell): Line {
    this.#lastKey += 1;
    return { key: this.#lastKey.toString(36), topic, lastEventId, isLive: false, hear };
  }
}
