import { runProcess } from '../run-process.mjs';

const alive = ['--import', './scripts/end-with-parent.mjs'];

/** Watch mode: Vite serves the SPA and passes the rest on to the product, which starts again when a file that it has loaded changes. */
export async function dev(): Promise<number> {
  const port = process.env.PORT ?? '3000';
  const product = [...alive, '--watch', '--watch-preserve-output', 'apps/local/src/main.ts'];
  const vite = [...alive, 'apps/web/node_modules/vite/bin/vite.js', 'apps/web'];
  // one without the other is no use: when the first ends we do, and the other sees that and ends too
  return Promise.race([
    runProcess(process.execPath, product, { PORT: port }),
    runProcess(process.execPath, vite, { API_URL: `http://127.0.0.1:${port}` }),
  ]);
}
