/**
 * Vectors of unit length from the rows of an answer, in the order of the texts; null for a row that is no vector. Undefined: the rows
 * are not those of `count` texts.
 */
export function readVectors(answer: unknown, count: number): (Float32Array | null)[] | undefined {
  const rows = rowsOf(answer);
  if (rows === undefined || rows.length !== count) return undefined;
  const vectors = new Array<Float32Array | null>(count).fill(null);
  for (const [place, row] of rows.entries()) {
    // the rows say their index; not every server sends them in order, nor says it
    const { index, embedding } = Array.isArray(row) ? { embedding: row } : ((row ?? {}) as Row);
    const at = typeof index === 'number' && index >= 0 && index < count ? index : place;
    vectors[at] = unitLength(numbersOf(embedding));
  }
  return vectors;
}

type Row = { index?: unknown; embedding?: unknown };

function rowsOf(answer: unknown): unknown[] | undefined {
  const { data, embeddings } = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>;
  return [answer, data, embeddings].find((value) => Array.isArray(value)) as unknown[] | undefined;
}

/** Numbers, or their 32-bit floats in base64; some servers put a list around a single vector. */
function numbersOf(embedding: unknown): ArrayLike<unknown> {
  if (typeof embedding === 'string') {
    const octets = Buffer.from(embedding, 'base64');
    return Array.from({ length: Math.floor(octets.length / 4) }, (_, i) => octets.readFloatLE(4 * i));
  }
  if (!Array.isArray(embedding)) return [];
  return embedding.length === 1 && Array.isArray(embedding[0]) ? embedding[0] : embedding;
}

function unitLength(numbers: ArrayLike<unknown>): Float32Array | null {
  const values = Array.from(numbers, (value) => (typeof value === 'number' ? value : Number.NaN));
  return normal(values);
}

/** Null where there is no direction. */
function normal(values: number[]): Float32Array | null {
  const length = Math.hypot(...values);
  return Number.isFinite(length) && length > 0 ? Float32Array.from(values, (value) => value / length) : null;
}

/** The vector of a text from those of its parts, each with the weight of its length; null where any is missing. */
export function averageVectors(parts: { vector: Float32Array | null; weight: number }[]): Float32Array | null {
  const known = parts.flatMap(({ vector, weight }) => (vector ? [{ vector, weight }] : []));
  const size = known[0]?.vector.length ?? 0;
  if (known.length === 0) return null;
  const sum = new Array<number>(size).fill(0);
  for (const { vector, weight } of known)
    for (const [i, value] of vector.entries()) sum[i] = (sum[i] ?? 0) + weight * value;
  return normal(sum);
}
