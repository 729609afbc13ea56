// What a client's procedures look like to a program. The released types are written in these; tRPC's own fit them.

export type CallOptions = { signal?: AbortSignal };

type Call<Input, Output> = undefined extends Input
  ? (input?: Input, options?: CallOptions) => Promise<Output>
  : (input: Input, options?: CallOptions) => Promise<Output>;

export type Query<Input, Output> = { query: Call<Input, Output> };
export type Mutation<Input, Output> = { mutate: Call<Input, Output> };

/** An event and the id after which a later subscription continues (`lastEventId` of its input). */
export type Tracked<Data> = { id: string; data: Data };

/** `connecting` with an error: the connection was lost and is being restored. `pending`: it is open. `idle`: the stream has ended. */
export type ConnectionState = { state: 'idle' | 'connecting' | 'pending'; error: Error | null };

export type SubscriptionHandlers<Data> = {
  onData?: (event: Tracked<Data>) => void;
  /** The server refused, or the connection cannot be restored; nothing follows. */
  onError?: (error: Error) => void;
  /** The stream has ended as it should. */
  onComplete?: () => void;
  onConnectionStateChange?: (state: ConnectionState) => void;
};

export type Subscription<Input, Data> = {
  subscribe: (input: Input, handlers: SubscriptionHandlers<Data>) => { unsubscribe: () => void };
};
