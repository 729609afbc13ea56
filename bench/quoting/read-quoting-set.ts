import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** `want`: what the right answer holds, whatever its case; null where the documents have no answer. */
export type Question = { q: string; want: string | null };
export type QuotingSet = { name: string; documents: { name: string; bytes: Buffer }[]; questions: Question[] };

const sets = join(import.meta.dirname, 'sets');

export const listSets = async (): Promise<string[]> => (await readdir(sets)).sort().map((name) => join(sets, name));

/** A folder of documents with their questions.json. */
export async function readQuotingSet(folder: string): Promise<QuotingSet> {
  const names = (await readdir(folder)).filter((name) => name !== 'questions.json').sort();
  const documents = await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
  const questions = JSON.parse(await readFile(join(folder, 'questions.json'), 'utf8')) as Question[];
  return { name: basename(folder), documents, questions };
}
