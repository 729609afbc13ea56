// Every command of this repository begins here, on whatever Node (18 or newer) called it: gets Node 24 and the packages where they
// are missing, then does the task. Plain JavaScript, and nothing but Node's own modules, since it runs before anything is installed.
import { fileURLToPath } from 'node:url';
import { findNode24, isNewEnough } from './find-node.mjs';
import { installPackages } from './install-packages.mjs';
import { runProcess } from './run-process.mjs';
import { endWithParent } from './watch-parent.mjs';

const [task = 'start', ...rest] = process.argv.slice(2);

endWithParent();
if (isNewEnough()) {
  await installPackages();
  const { runTask } = await import('./tasks/run-task.ts');
  await runTask(task, rest);
} else {
  process.exit(await runProcess(findNode24(), [fileURLToPath(import.meta.url), task, ...rest]));
}
