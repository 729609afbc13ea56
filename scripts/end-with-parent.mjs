// For `node --import`: the process ends when the one that started it is gone.
import { endWithParent } from './watch-parent.mjs';

endWithParent();
