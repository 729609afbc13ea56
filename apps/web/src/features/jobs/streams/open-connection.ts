import type { Client } from '@millrace/client/create-client';
import type { TopicEvent } from '@millrace/contract/jobs/topic-event';
import type { OpenConnection } from './shared-stream.ts';

/** Connections to the server, for topics that a person may watch. */
export const connectionsOf =
  (client: Client, userId: string): OpenConnection =>
  (topics, { onConnected, onEvent, onLost, onEnd }) =>
    client.jobs.watchTopics.subscribe(
      { userId, topics },
      {
        // JSON omits what is undefined, which the wire's type allows for every unknown
        onData: ({ id, data }) => onEvent(id, data as TopicEvent),
        onConnectionStateChange: ({ state, error }) => {
          if (state === 'pending') onConnected();
          // the client would begin again where it began, and not after the last event of each topic
          else if (state === 'connecting' && error) onLost();
        },
        onError: onLost,
        onComplete: onEnd,
      },
    );
