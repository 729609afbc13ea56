import { parentPort, workerData } from 'node:worker_threads';
import { chooseLabels, type LabelQuestion, type VectoredText } from './choose-labels.ts';

/** What is asked of the thread, all at once: it is made for one classification and ends with it. */
export type ChoosingTask = { texts: VectoredText[]; questions: LabelQuestion[] };

const { texts, questions } = workerData as ChoosingTask;
parentPort?.postMessage(questions.map((question) => chooseLabels(texts, question)));
