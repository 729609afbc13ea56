import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startScriptedServer } from '@millrace/llm/scripted-server';
import { startProduct } from '../page/start-product.ts';
import { openHouse } from './house.ts';
import { askUntil, type Waits } from './neighbour.ts';
import { runBeside } from './run-beside.ts';

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    subscriptions: { type: 'string', default: '5000' },
    searches: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '3' },
    texts: { type: 'string', default: '20' },
  },
});

const rounded = (number: number) => Math.round(number * 10) / 10;
const shown = ({ p50, p95, most }: Waits) => [p50, p95, most].map((ms) => ms.toFixed(1)).join(' / ');

const model = await startScriptedServer();
{
  await using product = await startProduct(model.url, values.database ? { DATABASE_URL: values.database } : {});
  const house = await openHouse(product, Number(values.texts));
  const rows: Record<string, string | number>[] = [];
  for (const kind of ['subscriptions', 'searches'] as const) {
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const idle = await askUntil(house.neighbour, sleep(2_000));
      const from = performance.now();
      const load = runBeside({ kind, count: Number(values[kind]), ...house.load });
      const beside = await askUntil(house.neighbour, load);
      rows.push({
        beside: `${values[kind]} ${kind}`,
        'idle ms p50 / p95 / max': shown(idle),
        'beside it': shown(beside),
        questions: beside.count,
        'times p50': rounded(beside.p50 / idle.p50),
        'times p95': rounded(beside.p95 / idle.p95),
        'load took s': rounded((performance.now() - from) / 1_000),
        'and came to': await load,
      });
      // what was closed has left the server
      await sleep(1_000);
    }
  }
  console.table(rows);
}
await model.close();
