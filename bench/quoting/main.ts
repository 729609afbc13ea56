import { parseArgs } from 'node:util';
import { builtinEmbedder } from '@millrace/llm/builtin-embedder';
import { ask, type Verdict } from './ask.ts';
import { openShelf } from './open-shelf.ts';
import { listSets, type QuotingSet, readQuotingSet } from './read-quoting-set.ts';

const usage = `Usage: node bench/quoting/main.ts [--verbose] [FOLDER…]

  FOLDER   documents and questions.json: [{"q": question, "want": what the answer holds, or null}]
           the sets beside this file by default`;

type Line = { name: string; verdicts: Verdict[] };

/** Each set in a workspace of its own, then all of them in one, where another document may be taken for the right one. */
async function measure(sets: QuotingSet[]): Promise<Line[]> {
  const embedder = builtinEmbedder();
  const lines: Line[] = [];
  const askAll = async (name: string, shelved: QuotingSet[], asked: QuotingSet[]) => {
    await using shelf = await openShelf(embedder, shelved);
    for (const set of asked) {
      const verdicts: Verdict[] = [];
      for (const question of set.questions) verdicts.push(await ask(shelf, set, question));
      lines.push({ name: `${set.name}${name}`, verdicts });
    }
  };
  try {
    for (const set of sets) await askAll('', [set], [set]);
    if (sets.length > 1) await askAll(', among all', sets, sets);
    return lines;
  } finally {
    await embedder.close();
  }
}

const count = (verdicts: Verdict[], outcome: Verdict['outcome'][]) =>
  verdicts.filter((verdict) => outcome.includes(verdict.outcome)).length;

function print(lines: Line[], isVerbose: boolean): void {
  const row = (cells: string[]) => cells.map((cell, i) => (i === 0 ? cell.padEnd(28) : cell.padStart(18))).join('');
  const text = [row(['', 'answerable right', 'others declined', 'wrong document'])];
  for (const { name, verdicts } of lines) {
    const right = count(verdicts, ['right']);
    const answerable = verdicts.filter(({ want }) => want !== null).length;
    const declined = count(verdicts, ['declined']);
    const others = verdicts.length - answerable;
    const share = (some: number, all: number) =>
      `${some}/${all} ${all === 0 ? '' : `${Math.round((100 * some) / all)} %`}`;
    text.push(
      row([
        name,
        share(right, answerable),
        share(declined, others),
        String(verdicts.filter((v) => v.isElsewhere).length),
      ]),
    );
  }
  process.stdout.write(`${text.join('\n')}\n`);
  if (!isVerbose) return;
  for (const { name, verdicts } of lines)
    for (const { question, outcome, answer, isElsewhere } of verdicts)
      if (isElsewhere || !['right', 'declined'].includes(outcome))
        process.stdout.write(
          `\n${name}: ${outcome}${isElsewhere ? ', wrong document' : ''}\n  ${question}\n  ${answer || '(declined)'}\n`,
        );
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { verbose: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help) process.stdout.write(`${usage}\n`);
else {
  const folders = positionals.length > 0 ? positionals : await listSets();
  print(await measure(await Promise.all(folders.map(readQuotingSet))), values.verbose);
  process.exit();
}
