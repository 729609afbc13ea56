import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { chunkGroups } from './vite-chunks.ts';
import { compress } from './vite-compress.ts';
import { englishPerModule } from './vite-english.ts';
import { iconsOneByOne } from './vite-icons.ts';
import { messages } from './vite-messages.ts';

const server = process.env.API_URL ?? 'http://127.0.0.1:3000';

const pdfjs = join(import.meta.dirname, 'node_modules/pdfjs-dist');
const pdfData = ['cmaps', 'standard_fonts', 'iccs', 'wasm'];

/** Puts beside the page what PDF files may refer to without holding it: character maps, fonts, colour profiles, decoders. */
function servePdfData(): Plugin {
  return {
    name: 'pdf-data',
    async generateBundle() {
      for (const folder of pdfData) {
        // compiled decoders are not used: the content policy allows none
        const names = (await readdir(join(pdfjs, folder))).filter((name) => !/LICENSE|\.wasm$|quickjs/.test(name));
        for (const name of names) {
          const source = await readFile(join(pdfjs, folder, name));
          this.emitFile({ type: 'asset', fileName: `pdfjs/${folder}/${name}`, source });
        }
      }
    },
    configureServer(server) {
      server.middlewares.use('/pdfjs', (request, response, next) => {
        const [, folder = '', name = ''] = (request.url ?? '').split('/');
        if (!pdfData.includes(folder) || !/^[\w.-]+$/.test(name)) return next();
        createReadStream(join(pdfjs, folder, name))
          .on('error', next)
          .pipe(response);
      });
    },
  };
}

/**
 * In watch mode `ui.html` is served at `/ui`. It is no part of the product's pages: it has a build of its own, with `--mode ui`,
 * for the test of its pictures.
 */
const uiBuild = { outDir: 'dist/ui', rolldownOptions: { input: join(import.meta.dirname, 'ui.html') } };

export default defineConfig(({ mode }) => ({
  plugins: [
    iconsOneByOne(),
    englishPerModule(),
    messages(),
    react(),
    tailwindcss(),
    ...(mode === 'ui' ? [] : [servePdfData(), compress()]),
  ],
  build: {
    outDir: 'dist/site',
    // what the budgets of pages are computed from
    manifest: true,
    target: 'es2023',
    // a data: URL would need a hole in the content policy
    assetsInlineLimit: 0,
    // the polyfill is an inline script in all but name
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // it does nothing when it is imported, but does not say so
      treeshake: { moduleSideEffects: [{ test: /node_modules\/@trpc\/client\//, sideEffects: false }] },
      output: { codeSplitting: { groups: chunkGroups() } },
    },
    ...(mode === 'ui' && uiBuild),
  },
  worker: { format: 'es' },
  server: { proxy: { '/trpc': server, '/files': server, '/healthz': server, '/readyz': server } },
}));
