/** How many single characters must be changed, added or removed to make one text the other, per character of the first. */
export function errorRate(right: string, read: string): number {
  const [from, to] = [right, read].map((text) => text.replace(/\s+/gu, ' ').trim()) as [string, string];
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from.charCodeAt(i - 1) === to.charCodeAt(j - 1) ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) / Math.max(1, from.length);
}
