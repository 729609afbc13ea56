/** Who waits: a member of a group, such as a person of a workspace. */
export type Asker = { group: string; member: string };

/** Whose last slot is remembered: more than ever wait at once, and little memory. */
const mostRemembered = 2_000;

/**
 * A line in which everybody is served equally often, however much each of them asks for: first the group that was served least
 * recently, in it the member that was, and of that member what waits longest. Whoever asks rarely is next.
 */
export class FairLine<T> {
  readonly #groups = new Map<string, Map<string, T[]>>();
  /** By group and by member: the number of the last service. In the order of these numbers. */
  readonly #lastServed = new Map<string, number>();
  #services = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add({ group, member }: Asker, item: T): void {
    const members = this.#groups.get(group) ?? new Map<string, T[]>();
    this.#groups.set(group, members);
    const items = members.get(member);
    if (items) items.push(item);
    else members.set(member, [item]);
    this.#size += 1;
  }

  /** Takes the next out of the line. */
  next(): T | undefined {
    const group = this.#longestUnserved(this.#groups.keys(), (name) => name);
    const members = group === undefined ? undefined : this.#groups.get(group);
    if (group === undefined || members === undefined) return undefined;
    const member = this.#longestUnserved(members.keys(), (name) => memberKey(group, name)) as string;
    this.served({ group, member });
    const item = members.get(member)?.[0] as T;
    this.remove({ group, member }, item);
    return item;
  }

  /** Notes that somebody was served without having waited. */
  served({ group, member }: Asker): void {
    this.#services += 1;
    for (const key of [group, memberKey(group, member)]) {
      this.#lastServed.delete(key);
      this.#lastServed.set(key, this.#services);
    }
    for (const oldest of this.#lastServed.keys()) {
      if (this.#lastServed.size <= mostRemembered) break;
      this.#lastServed.delete(oldest);
    }
  }

  /** Takes out somebody who no longer waits. False if they were served already. */
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

  #longestUnserved(names: Iterable<string>, keyOf: (name: string) => string): string | undefined {
    let found: string | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const name of names) {
      const last = this.#lastServed.get(keyOf(name)) ?? 0;
      if (last >= least) continue;
      found = name;
      least = last;
    }
    return found;
  }
}

const memberKey = (group: string, member: string) => `${group}\n${member}`;
