/** Square and other matrices, row by row. */
export type Matrix = Float64Array[];

/**
 * The inverse of a symmetric positive definite matrix, by Cholesky. Throws for one that is not.
 */
export function inverseOf(matrix: Matrix): Matrix {
  const n = matrix.length;
  const lower: Matrix = Array.from({ length: n }, () => new Float64Array(n));
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i]![j]!;
      const [rowI, rowJ] = [lower[i]!, lower[j]!];
      for (let k = 0; k < j; k += 1) sum -= rowI[k]! * rowJ[k]!;
      if (i !== j) rowI[j] = sum / rowJ[j]!;
      else if (sum > 0) rowI[i] = Math.sqrt(sum);
      else throw new Error('the matrix is not positive definite');
    }
  // the inverse of the lower triangle, then its transpose times itself
  const inner: Matrix = Array.from({ length: n }, () => new Float64Array(n));
  for (let j = 0; j < n; j += 1) {
    inner[j]![j] = 1 / lower[j]![j]!;
    for (let i = j + 1; i < n; i += 1) {
      let sum = 0;
      const row = lower[i]!;
      for (let k = j; k < i; k += 1) sum -= row[k]! * inner[k]![j]!;
      inner[i]![j] = sum / row[i]!;
    }
  }
  const inverse: Matrix = Array.from({ length: n }, () => new Float64Array(n));
  for (let k = 0; k < n; k += 1) {
    const row = inner[k]!;
    for (let i = 0; i <= k; i += 1) {
      const left = row[i]!;
      if (left === 0) continue;
      const out = inverse[i]!;
      for (let j = 0; j <= i; j += 1) out[j]! += left * row[j]!;
    }
  }
  for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) inverse[j]![i] = inverse[i]![j]!;
  return inverse;
}

export type Ridge = {
  /** A row per corrected text, a column per label: how it moves the score of texts like it. */
  weights: Matrix;
  /** What each corrected text would be given by all the others: exact, without training again. */
  leftOut: Matrix;
  /** The mean squared error of those. */
  loss: number;
};

/**
 * Ridge regression in the space of `kernel` on what `prior` leaves of `wanted`: `prediction = prior + kernel × weights`. `inverse` is that
 * of the kernel with the ridge on its diagonal. Left-out predictions by the residual over the diagonal of the inverse.
 */
export function fitRidge(inverse: Matrix, prior: Matrix, wanted: Matrix): Ridge {
  const n = inverse.length;
  const labels = wanted[0]?.length ?? 0;
  const weights: Matrix = Array.from({ length: n }, () => new Float64Array(labels));
  for (let i = 0; i < n; i += 1) {
    const [row, out] = [inverse[i]!, weights[i]!];
    for (let k = 0; k < n; k += 1) {
      const factor = row[k]!;
      const [want, given] = [wanted[k]!, prior[k]!];
      for (let j = 0; j < labels; j += 1) out[j]! += factor * (want[j]! - given[j]!);
    }
  }
  let loss = 0;
  const leftOut = weights.map((row, i) =>
    row.map((weight, j) => {
      const error = weight / inverse[i]![i]!;
      loss += error * error;
      return wanted[i]![j]! - error;
    }),
  );
  return { weights, leftOut, loss: loss / Math.max(1, n * labels) };
}

export function softmax(scores: ArrayLike<number>, temperature: number): Float64Array {
  const shares = Float64Array.from(scores);
  let most = Number.NEGATIVE_INFINITY;
  for (const score of shares) most = Math.max(most, score);
  let sum = 0;
  for (let j = 0; j < shares.length; j += 1) {
    shares[j] = Math.exp((shares[j]! - most) / temperature);
    sum += shares[j]!;
  }
  return shares.map((share) => share / sum);
}
