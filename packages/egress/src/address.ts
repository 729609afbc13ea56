import ipaddr from 'ipaddr.js';

/** An address as a number of its family: the only form in which addresses are compared here. Undefined for what is none. */
export function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // URL.hostname puts IPv6 literals into brackets; a zone names an interface of this machine and has no place in a URL
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (bare.includes('%') || !ipaddr.isValid(bare)) return undefined;
  if (ipaddr.IPv4.isValid(bare)) return ipaddr.IPv4.isValidFourPartDecimal(bare) ? ipaddr.IPv4.parse(bare) : undefined;
  return ipaddr.IPv6.parse(bare);
}

const global6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * True for an address of the public internet. Everything that carries an IPv4 address inside (mapped, compatible, NAT64, 6to4,
 * Teredo) is refused whole: no public site needs it, and it is the usual way round a guard.
 */
export function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(global6);
}

/** Where the machines of the big clouds hand out their credentials, besides the link-local ones: nobody's model lives there. */
const metadata = ['100.100.100.200', 'fd00:ec2::254'].map((text) => ipaddr.parse(text).toString());

/** How far from here a request may go: the public internet alone, or this machine and its private networks as well. */
export type Reach = 'public' | 'private';

/** Whether an address is within reach. Link-local addresses and those of a cloud's metadata are within nobody's. */
export function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, reach: Reach): boolean {
  if (isPublic(address)) return true;
  if (reach === 'public' || metadata.includes(address.toString())) return false;
  return ['loopback', 'private', 'uniqueLocal', 'carrierGradeNat'].includes(address.range());
}

/** One entry of the allow-list: a host name or address with an optional port, or a CIDR block. */
export type Allowed =
  | { kind: 'host'; host: string; port: number | undefined }
  | { kind: 'block'; block: [ipaddr.IPv4 | ipaddr.IPv6, number] };

/** Reads `EGRESS_ALLOW`: `wiki.intern:8080, 10.1.0.0/16, [fd00::1]:443`. Throws an Error that names the entry it cannot read. */
export function parseAllowList(text: string): Allowed[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(parseAllowed);
}

function parseAllowed(entry: string): Allowed {
  if (entry.includes('/')) {
    if (!ipaddr.isValidCIDR(entry)) throw new Error(`${entry} is not an address block such as 10.1.0.0/16`);
    return { kind: 'block', block: ipaddr.parseCIDR(entry) };
  }
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/i.exec(entry);
  if (!match) throw new Error(`${entry} is not a host such as wiki.intern:8080 or [fd00::1]:443`);
  return {
    kind: 'host',
    host: (match[1] as string).toLowerCase(),
    port: match[2] === undefined ? undefined : Number(match[2]),
  };
}

/** Whether somebody has allowed this target on purpose, by name and port, by address and port, or by block. */
export function isAllowed(
  list: Allowed[],
  target: { host: string; port: number; address?: ipaddr.IPv4 | ipaddr.IPv6 },
): boolean {
  const { host, port, address } = target;
  return list.some((allowed) => {
    if (allowed.kind === 'host')
      return allowed.host === host.toLowerCase() && (allowed.port === undefined || allowed.port === port);
    return address !== undefined && address.kind() === allowed.block[0].kind() && address.match(allowed.block as never);
  });
}
