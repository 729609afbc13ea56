import { adminProcedure, router } from '../trpc.ts';

export const systemRouter = router({
  /** How the parts are, for the owner of the instance: what is down, and what works but needs a hand. */
  status: adminProcedure.query(({ ctx }) => ctx.services.health.check()),
});
