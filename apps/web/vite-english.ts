import { basename } from 'node:path';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { extractMessages } from '@lingui/native-tools';
import type { Plugin } from 'vite';

const catalogue = 'virtual:english-texts';

/**
 * English comes with the module that says it, instead of in one catalogue for all pages: each page then loads only its own texts. The
 * English catalogue starts empty, and every module adds what it says. What contract and features say is English as it arrives.
 */
export function englishPerModule(): Plugin {
  return {
    name: 'english-per-module',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source) => (source === catalogue || source.endsWith('/locales/en.po') ? `\0${catalogue}` : null),
    load: (id) => (id === `\0${catalogue}` ? 'export const messages = {};' : null),
    transform: {
      filter: { id: /\.tsx?$/, code: /from '@lingui\/(?:core|react)\/macro'/ },
      async handler(code, id) {
        const { messages } = await extractMessages(code, basename(id));
        if (messages.length === 0) return null;
        const texts = messages.map((found) => [found.id, compileMessage(found.message ?? found.id)]);
        // at the end, so that the lines above keep their numbers
        return `${code}\nimport { messages as englishTexts } from '${catalogue}';\nObject.assign(englishTexts, ${JSON.stringify(Object.fromEntries(texts))});\n`;
      },
    },
  };
}
