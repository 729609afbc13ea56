import { fitRidge, inverseOf, type Matrix, softmax } from './kernel-ridge.ts';
import { type SparseVector, sparseIndex, tfIdf } from './text-similarity.ts';

/** A text with the vector of its meaning; without one only its words count. */
export type VectoredText = { text: string; vector: Float32Array | null };

/** What is asked: which of these labels. Each is described by texts: first its name with its description, then its examples. */
export type LabelQuestion = {
  labels: VectoredText[][];
  /** Several labels may hold at once. */
  several: boolean;
  /** What people said: the text by its place among the texts, and the labels that hold. */
  judged: { at: number; labels: number[] }[];
};

/** What one text is given: the score of each label, and how certain the best is, from 0 to 1; null while that is not measured. */
export type LabelScores = { scores: Float64Array; confidence: number | null };

/** How well those labels that people gave are found when each text is left out, beside always naming the most frequent one. */
export type LeftOutAgreement = { n: number; agreement: number; mostFrequent: number };

/** Before that many corrections nothing can be said about certainty. */
export const leastMeasured = 20;

/** What the examples of a label count, on the mean, beside its name and description. */
const exampleShare = 0.5;

const ridges = [0.3, 1, 3];
const temperatures = [0.02, 0.04, 0.08, 0.15];
const scales = [0.5, 1, 1.5];
/** With more corrections one good setting is enough: an inverse of 2,000 takes seconds. */
const manyJudged = 400;

const dot = (a: Float32Array, b: Float32Array) => {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += a[k]! * b[k]!;
  return sum;
};

/** Vectors around the mean of the texts: what all have in common says nothing about any of them. */
function centre(mean: Float32Array | undefined, vector: Float32Array | null): Float32Array | null {
  if (vector === null || mean === undefined) return null;
  const moved = vector.map((value, k) => value - mean[k]!);
  const length = Math.sqrt(dot(moved, moved));
  return length > 0 ? moved.map((value) => value / length) : null;
}

function meanOf(vectors: readonly Float32Array[]): Float32Array | undefined {
  const [first] = vectors;
  if (first === undefined) return undefined;
  const mean = new Float32Array(first.length);
  for (const vector of vectors) for (let k = 0; k < mean.length; k += 1) mean[k]! += vector[k]! / vectors.length;
  return mean;
}

type Point = { words: SparseVector; meaning: Float32Array | null };

/** The mean of both likenesses; the words alone where one of the two has no vector. */
const likeness = (words: number, a: Float32Array | null, b: Float32Array | null): number =>
  a === null || b === null ? words : (words + dot(a, b)) / 2;

/** The likenesses of a text with each of a few others. */
function likenessTo(few: readonly Point[]): (point: Point) => Float64Array {
  const wordsOf = sparseIndex(few.map(({ words }) => words));
  return ({ words, meaning }) => wordsOf(words).map((cosine, at) => likeness(cosine, meaning, few[at]!.meaning));
}

export type LabelChooser = {
  /** In the order of the texts. */
  scores: LabelScores[];
  leftOut: LeftOutAgreement | null;
};

function wantedOf({ labels, judged }: LabelQuestion): Matrix {
  return judged.map((text) => {
    const row = new Float64Array(labels.length);
    for (const label of text.labels) row[label] = 1;
    return row;
  });
}

type Fit = { temperature: number; scale: number; weights: Matrix; leftOut: Matrix };

/** The ridge, scale and temperature with the least error on corrections that are left out. */
function fit(kernel: Matrix, likenesses: Matrix, wanted: Matrix): Fit {
  let best: (Fit & { loss: number }) | undefined;
  const many = wanted.length > manyJudged;
  for (const ridge of many ? [1] : ridges) {
    const inverse = inverseOf(kernel.map((row, i) => row.map((value, j) => (i === j ? value + ridge : value))));
    for (const temperature of temperatures)
      for (const scale of scales) {
        const prior = likenesses.map((row) => softmax(row, temperature).map((share) => share * scale));
        const { weights, leftOut, loss } = fitRidge(inverse, prior, wanted);
        if (best === undefined || loss < best.loss) best = { temperature, scale, weights, leftOut, loss };
      }
  }
  return best as Fit;
}

const indexOfMost = (row: Float64Array) => row.indexOf(Math.max(...row));

/** The best score, and how far it is above the second. */
function lead(row: Float64Array): { most: number; margin: number } {
  let [most, second] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const score of row) {
    if (score > most) [most, second] = [score, most];
    else if (score > second) second = score;
  }
  return { most, margin: Number.isFinite(second) ? most - second : most };
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * How often a prediction with such a lead is right: a logistic regression on left-out predictions, by Newton's method. The slopes are
 * held back a little, so that few corrections promise little.
 */
function calibrate(leftOut: Matrix, rights: readonly boolean[]): (row: Float64Array) => number {
  const inputs = leftOut.map(lead).map(({ most, margin }) => [1, most, margin]);
  const held = [1e-6, 0.3, 0.3];
  let weights = [0, 0, 0];
  for (let round = 0; round < 25; round += 1) {
    const gradient = weights.map((weight, j) => -held[j]! * weight);
    const curve: Matrix = held.map((value, j) => Float64Array.from(held, (_other, k) => (j === k ? value : 0)));
    for (const [i, input] of inputs.entries()) {
      const share = logistic(input.reduce((sum, x, j) => sum + x * weights[j]!, 0));
      const error = (rights[i] ? 1 : 0) - share;
      for (let j = 0; j < 3; j += 1) {
        gradient[j]! += error * input[j]!;
        for (let k = 0; k < 3; k += 1) curve[j]![k]! += share * (1 - share) * input[j]! * input[k]!;
      }
    }
    const inverse = inverseOf(curve);
    weights = weights.map((weight, j) => weight + inverse[j]!.reduce((sum, x, k) => sum + x * gradient[k]!, 0));
  }
  return (row) => {
    const { most, margin } = lead(row);
    return logistic(weights[0]! + weights[1]! * most + weights[2]! * margin);
  };
}

const isRight = (row: Float64Array, labels: readonly number[]) => labels.includes(indexOfMost(row));

function agreementOf(leftOut: Matrix, judged: LabelQuestion['judged']): LeftOutAgreement {
  const right = leftOut.filter((row, i) => isRight(row, judged[i]!.labels)).length;
  const counts = new Map<number, number>();
  for (const { labels } of judged) for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const n = judged.length;
  return { n, agreement: right / n, mostFrequent: Math.max(0, ...counts.values()) / n };
}

/**
 * Chooses labels for all of the texts at once. Without corrections, by how like a text is to what is said about a label; with them,
 * that is where a ridge regression over the corrected texts begins, so that a few of them move only what is like them.
 */
export function chooseLabels(texts: readonly VectoredText[], question: LabelQuestion): LabelChooser {
  const mean = meanOf(texts.flatMap(({ vector }) => vector ?? []));
  const wordsOf = tfIdf(texts.map(({ text }) => text));
  const pointOf = ({ text, vector }: VectoredText): Point => ({ words: wordsOf(text), meaning: centre(mean, vector) });
  const points = texts.map(pointOf);
  const described = question.labels.map((said) => said.map(pointOf));
  const toSaid = likenessTo(described.flat());
  const shares = described.flatMap((said, label) =>
    said.map((_point, at) => ({ label, share: at === 0 ? 1 : exampleShare / (said.length - 1) })),
  );
  const likenesses = points.map((point) => {
    const sums = new Float64Array(described.length);
    for (const [i, like] of toSaid(point).entries()) sums[shares[i]!.label]! += like * shares[i]!.share;
    return sums;
  });
  const { judged } = question;
  const usualTemperature = 0.04;
  if (judged.length === 0) {
    const scores = likenesses.map((row) => ({ scores: softmax(row, usualTemperature), confidence: null }));
    return { scores, leftOut: null };
  }
  const toJudged = likenessTo(judged.map(({ at }) => points[at]!));
  const kernel = judged.map(({ at }) => toJudged(points[at]!));
  const { temperature, scale, weights, leftOut } = fit(
    kernel,
    judged.map(({ at }) => likenesses[at]!),
    wantedOf(question),
  );
  const isMeasured = judged.length >= leastMeasured;
  const measured = isMeasured ? agreementOf(leftOut, judged) : null;
  const certainty =
    measured === null
      ? undefined
      : calibrate(
          leftOut,
          leftOut.map((row, i) => isRight(row, judged[i]!.labels)),
        );
  const scores = points.map((point, i): LabelScores => {
    const row = softmax(likenesses[i]!, temperature).map((share) => share * scale);
    for (const [k, like] of toJudged(point).entries()) {
      const moves = weights[k]!;
      for (let j = 0; j < row.length; j += 1) row[j]! += like * moves[j]!;
    }
    return { scores: row, confidence: certainty?.(row) ?? null };
  });
  return { scores, leftOut: measured };
}
