/** Longer answers are no answers to a scheme. In UTF-16 units. */
const maxChars = 2_000_000;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where the object or list that begins at `start` ends; undefined where it does not. */
function endOf(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const unit = text[at];
    if (inString) {
      if (unit === '\\') at += 1;
      else if (unit === '"') inString = false;
    } else if (unit === '"') inString = true;
    else if (unit === '{' || unit === '[') depth += 1;
    else if (unit === '}' || unit === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/** The JSON object in an answer: the answer itself, or the first whole object in it, as in a block of code. Undefined without one. */
export function jsonIn(answer: string): unknown {
  const text = answer.trim().slice(0, maxChars);
  const whole = parse(text);
  if (whole !== undefined) return whole;
  for (let start = text.indexOf('{'); start !== -1; ) {
    const end = endOf(text, start);
    // what has no end is half of an answer, and what stands within it is no answer
    if (end === undefined) return undefined;
    const found = parse(text.slice(start, end));
    if (found !== undefined) return found;
    start = text.indexOf('{', end);
  }
  return undefined;
}
