import { runProcess } from '../run-process.mjs';
import { checkTexts } from './catalogue.ts';
import { weighPages } from './weigh-pages.ts';

/** Types, lint and format, dead code, the catalogue of texts, the rules of the house, the weight of pages: all of them, so that one run tells every fault. */
export async function check(): Promise<number> {
  const codes = [
    await runProcess('tsc', ['-b']),
    await runProcess('biome', ['check', '.']),
    await runProcess('knip', []),
    await checkTexts(),
    await runProcess('vitest', ['run', 'scripts/house']),
    await weighPages(),
  ];
  return codes.find((code) => code !== 0) ?? 0;
}
