import type { AppRouter } from '@millrace/features';
import type { TRPCClient } from '@trpc/client';

/** Every procedure of the server with its input and output. The released package spells them out, so that no router is behind them. */
export type Client = TRPCClient<AppRouter>;
