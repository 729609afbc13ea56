import { join } from 'node:path';
import { root } from '../root.mjs';
import { runProcess } from '../run-process.mjs';

const lingui = join(root, 'apps/web/node_modules/@lingui/cli/dist/lingui.js');
/** Only English is written by hand: what is for testing is made of it, see apps/web/src/locales/README.md. */
const english = ['--locale', 'en', '--workers', '1'];
const inWeb = (args: string[]) => runProcess(process.execPath, [lingui, ...args], {}, join(root, 'apps/web'));

/** Writes the texts of the pages into the catalogue, and takes out of it what no page says any more. */
export const extractTexts = () => inWeb(['extract', ...english, '--clean']);

/** Whether the catalogue holds exactly the texts of the pages; `pnpm extract` makes it so. */
export const checkTexts = () => inWeb(['check', 'sync', ...english, '--clean', '--verbose']);
