import { runProcess } from '../run-process.mjs';
import { checkTexts } from './catalogue.ts';

/** Types, lint and format, dead code, the catalogue of texts, the rules of the house: all of them, so that one run tells every fault. */
export async function check(): Promise<number> {
  const codes = [
    await runProcess('tsc', ['-b']),
    await runProcess('biome', ['check', '.']),
    await runProcess('knip', []),
    await checkTexts(),
    await runProcess('vitest', ['run', 'scripts/house']),
  ];
  return codes.find((code) => code !== 0) ?? 0;
}
