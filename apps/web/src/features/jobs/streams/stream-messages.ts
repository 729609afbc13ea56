import type { ErrorView } from '@millrace/contract/app-error';

/** What a page watches: one run, or what changes in a workspace. */
export type WatchedTopic = { runId: string } | { workspaceId: string | null };

/** What a tab says to the hub. The key is the tab's own, and names what it watches from then on. */
export type TabMessage =
  | { type: 'watch'; key: string; topic: WatchedTopic; lastEventId: string | undefined }
  | { type: 'leave'; key: string }
  /** The tab is closed, or may be for a long time. */
  | { type: 'bye' }
  | { type: 'ping' };

/** What comes of a topic. `live`: connected, from then on everything is told; `lost`: it is not, and tried again. */
export type TopicMessage =
  | { type: 'live' }
  | { type: 'lost' }
  | { type: 'event'; id: string; event: unknown }
  /** Nothing follows these two. */
  | { type: 'ended' }
  | { type: 'error'; error: ErrorView };

export type HubMessage = (TopicMessage & { key: string }) | { type: 'pong' };
