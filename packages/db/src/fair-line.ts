/** Who waits: a member of a group, such as a person of a workspace. */
export type Asker = { group: string; member: string };

/** Whose use is remembered: more than ever wait at once, and little memory. */
const mostRemembered = 2_000;
/** The place where the floor of the groups is kept; no group is called so. */
const ofGroups = '\n';

/**
 * A line in which everybody gets the same share, however much each of them asks for. Next is the group that has used least, in it the member
 * that has, and of that member what waits longest. Whoever asks rarely is next.
 */
export class FairLine<T> {
  readonly #credit: number;
  readonly #groups = new Map<string, Map<string, T[]>>();
  /** By group and by member, the one that was charged last at the end. */
  readonly #used = new Map<string, number>();
  /** What those had used who were next last, among the groups and among the members of each. */
  readonly #floors = new Map<string, number>();
  #size = 0;

  /** `credit`: how far behind those who wait somebody can be who comes back after a pause. */
  constructor(credit = 0) {
    this.#credit = credit;
  }

  get size(): number {
    return this.#size;
  }

  add({ group, member }: Asker, item: T): void {
    let members = this.#groups.get(group);
    if (members === undefined) {
      this.#enter(ofGroups, group);
      members = new Map();
      this.#groups.set(group, members);
    }
    const items = members.get(member);
    if (items) items.push(item);
    else {
      this.#enter(group, memberKey(group, member));
      members.set(member, [item]);
    }
    this.#size += 1;
  }

  /** Whether something of theirs waits. */
  has({ group, member }: Asker): boolean {
    return this.#groups.get(group)?.has(member) ?? false;
  }

  /** Takes the next out of the line, and charges it. */
  next(): T | undefined {
    const group = this.#leastUsed(ofGroups, this.#groups.keys(), (name) => name);
    const members = group === undefined ? undefined : this.#groups.get(group);
    if (group === undefined || members === undefined) return undefined;
    const member = this.#leastUsed(group, members.keys(), (name) => memberKey(group, name)) as string;
    const item = members.get(member)?.[0] as T;
    this.charge({ group, member });
    this.remove({ group, member }, item);
    return item;
  }

  /** Notes what somebody has used. */
  charge({ group, member }: Asker, amount = 1): void {
    for (const key of [group, memberKey(group, member)]) keep(this.#used, key, (this.#used.get(key) ?? 0) + amount);
  }

  /** Takes out somebody who no longer waits. False if it was their turn already. */
  remove({ group, member }: Asker, item: T): boolean {
    const members = this.#groups.get(group);
    const items = members?.get(member);
    const at = items?.indexOf(item) ?? -1;
    if (members === undefined || items === undefined || at < 0) return false;
    items.splice(at, 1);
    this.#size -= 1;
    if (items.length === 0) members.delete(member);
    if (members.size === 0) this.#groups.delete(group);
    return true;
  }

  /** Nobody saves up by not asking. */
  #enter(among: string, key: string): void {
    const least = (this.#floors.get(among) ?? 0) - this.#credit;
    if ((this.#used.get(key) ?? 0) < least) keep(this.#used, key, least);
  }

  #leastUsed(among: string, names: Iterable<string>, keyOf: (name: string) => string): string | undefined {
    let found: string | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const name of names) {
      const used = this.#used.get(keyOf(name)) ?? 0;
      if (used >= least) continue;
      found = name;
      least = used;
    }
    if (found !== undefined) keep(this.#floors, among, Math.max(least, this.#floors.get(among) ?? 0));
    return found;
  }
}

const memberKey = (group: string, member: string) => `${group}\n${member}`;

/** Sets a value and forgets the one that was set longest ago once there are too many. */
function keep(values: Map<string, number>, key: string, value: number): void {
  values.delete(key);
  values.set(key, value);
  if (values.size <= mostRemembered) return;
  const [oldest] = values.keys();
  if (oldest !== undefined) values.delete(oldest);
}
