import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const folder = join(import.meta.dirname, 'node_modules/lucide-react/dist/esm');
const imports = /import \{([^}]*)\} from 'lucide-react';/g;

/** The file of each icon by every name that it has. */
function filesByName(): Map<string, string> {
  const list = readFileSync(join(folder, 'lucide-react.mjs'), 'utf8');
  const lines = list.matchAll(/export \{([^}]*)\} from '(\.\/icons\/[^']+)';/g);
  return new Map(
    [...lines].flatMap(([, names = '', file = '']) =>
      [...names.matchAll(/default as (\w+)/g)].map(([, name = '']): [string, string] => [name, join(folder, file)]),
    ),
  );
}

/** Imports each icon from its own file: through the list of all icons nobody could tell which page needs which. */
export function iconsOneByOne(): Plugin {
  const files = filesByName();
  const importOf = (specifier: string): string => {
    const [name = '', local = name] = specifier.trim().split(' as ');
    const file = files.get(name);
    if (file === undefined) throw new Error(`lucide-react has no icon ${name}`);
    return `import ${local} from ${JSON.stringify(file)};`;
  };
  return {
    name: 'icons-one-by-one',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx?$/, code: /from 'lucide-react'/ },
      handler: (code) =>
        code.replace(imports, (_all, list: string) => {
          const specifiers = list.split(',').map((specifier) => specifier.trim());
          const icons = specifiers.filter((specifier) => specifier !== '' && !specifier.startsWith('type '));
          const types = specifiers.flatMap((specifier) => /^type (.+)/.exec(specifier)?.[1] ?? []);
          // on one line, so that the lines below keep their numbers
          return (
            `import type { ${types.join(', ')} } from 'lucide-react'; ${icons.map(importOf).join(' ')}` +
            '\n'.repeat(list.split('\n').length - 1)
          );
        }),
    },
  };
}
