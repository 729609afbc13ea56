import { withoutWww } from '@millrace/reading/pages/address-key';

const indexFile = /\/(?:index|default|home)\.(?:html?|php|aspx?|jsp|cgi|shtml)$/i;
const extension = /\.(?:html?|php|aspx?)$/i;
const indexFiles = ['index.html', 'index.htm', 'index.php', 'default.aspx', 'Default.aspx'];
const extensions = ['.html', '.htm', '.php'];

/**
 * Other keys under which servers often have the page of this one: with a slash at the end and without, with an index file or an extension
 * and without, with `www.` and without, by http and by https.
 */
export function otherSpellings(key: string): string[] {
  const { protocol, host, pathname, search } = new URL(key);
  const stem = pathname.replace(indexFile, '/').replace(extension, '').replace(/\/+$/, '');
  const paths = [stem || '/', `${stem}/`, ...indexFiles.map((name) => `${stem}/${name}`)];
  if (stem !== '') paths.push(...extensions.map((name) => `${stem}${name}`));
  const bare = withoutWww(host);
  const spellings = ['http:', 'https:'].flatMap((scheme) =>
    [bare, `www.${bare}`].flatMap((name) => paths.map((path) => `${scheme}//${name}${path}${search}`)),
  );
  spellings.push(...[pathname.replace(/\/{2,}/g, '/')].map((path) => `${protocol}//${host}${path}${search}`));
  return [...new Set(spellings)].filter((spelling) => spelling !== key);
}
