/**
 * The name that a target means: relative to the part that names it, or from the root with a slash first. Writers
 * use backslashes, escapes and anchors.
 */
export function resolvePart(from: string, target: string): string {
  const path: string[] = [];
  const clean = target.replaceAll('\\', '/').replace(/#.*$/, '');
  const base = clean.startsWith('/') ? '' : from.slice(0, from.lastIndexOf('/') + 1);
  for (const step of `${base}${clean}`.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  const name = path.join('/');
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
