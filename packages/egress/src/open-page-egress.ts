import { type Resolve, systemResolve } from './choose-address.ts';
import { type Egress, type EgressSettings, openEgress } from './open-egress.ts';

export type PageEgressOptions = EgressSettings & { resolve?: Resolve };

/**
 * The ways out of one rendered page. What an operator allows on purpose (`allow`) counts for the page's own origin alone: everything
 * else it asks for must be on the public internet, or it could read an intranet and carry it out. Each name keeps the address it had at
 * first, the document's too, so that no name changes its address while the page is open. The caller closes both.
 */
export function openPageEgress(options: PageEgressOptions): { own: Egress; others: Egress } {
  const { allow, userAgent } = options;
  const resolve = keepFirst(options.resolve ?? systemResolve);
  return { own: openEgress({ allow, userAgent, resolve }), others: openEgress({ allow: '', userAgent, resolve }) };
}

function keepFirst(resolve: Resolve): Resolve {
  const known = new Map<string, ReturnType<Resolve>>();
  return (host) => {
    const found = known.get(host) ?? resolve(host);
    known.set(host, found);
    return found;
  };
}
