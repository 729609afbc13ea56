/** What a server says about a failure, in whichever shape it says it. `code` may be an HTTP status. */
export type ReportedError = { message: string; code?: string | number; type?: string; param?: string };

type Json = Record<string, unknown>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Codes by which servers say that all is well. */
const good = new Set<unknown>([0, '0', 200, '200', 'ok', 'OK', 'success', 'Success']);

/**
 * The failure that a JSON value reports, undefined if it reports none: OpenAI's `{"error":{…}}`, an error as a bare text, vLLM's
 * `{"object":"error"}`, FastAPI's `{"detail":…}`, `{"errors":[…]}`, and a code with a message where there is no answer.
 */
export function reportedError(value: unknown): ReportedError | undefined {
  if (!isRecord(value)) return undefined;
  const { error, errors, detail, base_resp: base } = value;
  if (Array.isArray(value.choices) && value.choices.length > 0 && !error) return inChoice(value.choices[0]);
  const inError = fromError(error, value);
  if (inError) return inError;
  if (Array.isArray(errors) && errors.length > 0) return fromError(errors[0], value);
  if (isRecord(base) && typeof base.status_msg === 'string' && !good.has(base.status_code))
    return { message: base.status_msg, ...codeOf(base.status_code) };
  if (value.object === 'error' || value.type === 'error') return details(value, wordsOf(value));
  if (detail && !value.message) return details(value, wordsOf(detail));
  return coded(value);
}

/** Any JSON that came in place of an answer with a status of failure: what is not understood is quoted as it is. */
export const errorOfBody = (value: unknown): ReportedError =>
  reportedError(Array.isArray(value) ? value[0] : value) ??
  (isRecord(value) ? details(value, wordsOf(value)) : { message: wordsOf(value) });

function inChoice(choice: unknown): ReportedError | undefined {
  return isRecord(choice) && choice.error ? fromError(choice.error, {}) : undefined;
}

function fromError(error: unknown, around: Json): ReportedError | undefined {
  if (typeof error === 'string' && error.trim() !== '') {
    const more = [around.error_description, around.message].find((text) => typeof text === 'string' && text !== error);
    return details(around, more ? `${error}: ${more}` : error);
  }
  if (Array.isArray(error)) return error.length > 0 ? fromError(error[0], around) : undefined;
  if (error === true) return details(around, wordsOf({ ...around, error: undefined }));
  if (!isRecord(error)) return undefined;
  const isEmpty = Object.values(error).every((part) => !part || good.has(part));
  return isEmpty ? undefined : details(error, wordsOf(error));
}

/** A code that is none of success, with a message, and nothing of an answer: how several clouds refuse with status 200. */
function coded(value: Json): ReportedError | undefined {
  if ('choices' in value || 'usage' in value || 'delta' in value) return undefined;
  const code = value.code ?? value.status_code ?? value.error_code ?? value.status ?? value.statusCode;
  const message = [value.message, value.error_msg, value.msg, value.reason].find(
    (text) => typeof text === 'string' && text.trim() !== '',
  );
  if (typeof message !== 'string') return undefined;
  const failed = value.success === false || (code !== undefined && code !== null && !good.has(code));
  return failed ? details(value, message) : undefined;
}

function details(from: Json, message: string): ReportedError {
  const { type, param } = from;
  const code = from.code ?? from.status_code ?? from.error_code ?? from.statusCode ?? from.status;
  return {
    message,
    ...codeOf(code),
    ...(typeof type === 'string' && { type }),
    ...(typeof param === 'string' && { param }),
  };
}

const codeOf = (code: unknown): Pick<ReportedError, 'code'> =>
  typeof code === 'string' || typeof code === 'number' ? { code } : {};

/** The words in a value: its message, the messages of a list with where they belong, or the value itself. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(wordsOf).filter(Boolean).join('; ');
  if (!isRecord(value)) return value === undefined || value === null ? '' : String(value);
  const words = value.message ?? value.msg ?? value.detail ?? value.error_msg ?? value.error;
  if (words === undefined || words === null || words === '') return JSON.stringify(value);
  const where = Array.isArray(value.loc) ? `${value.loc.join('.')}: ` : '';
  return where + wordsOf(words);
}
