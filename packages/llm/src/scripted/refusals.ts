import type { Knobs } from './knobs.ts';

/** An answer with a status of failure, in the shape of some server. */
export type Refused = { status: number; body: object };

type Body = Record<string, unknown>;

/**
 * What a server says that does not take a request as it is: a field or a role (`refuse`), with the words of FastAPI for 422, of Ollama for
 * 500, else of vLLM. Undefined: it takes it.
 */
export function refuseRequest({ refuse, refuseStatus }: Knobs, body: Body): Refused | undefined {
  const status = refuseStatus ?? 400;
  for (const name of refuse) {
    if (name === 'system') {
      const isAsked = Array.isArray(body.messages) && body.messages.some((message) => message?.role === 'system');
      if (isAsked) return refusal(status, 'System role not supported', ['messages', 0, 'role']);
    } else if (name === 'base64') {
      if (body.encoding_format === 'base64') return refusal(status, 'Only float is supported', ['encoding_format']);
    } else if (name === 'json_schema') {
      const { type } = (body.response_format ?? {}) as { type?: unknown };
      if (type === 'json_schema')
        return refusal(status, "'json_schema' is not a supported type of response_format", ['response_format']);
    } else if (name === 'stream') {
      if (body.stream) return refusal(status, 'Streaming is not supported for this model', ['stream']);
    } else if (body[name] !== undefined) return refusal(status, `Extra inputs are not permitted: ${name}`, [name]);
  }
  return undefined;
}

function refusal(status: number, message: string, loc: (string | number)[]): Refused {
  if (status === 422)
    return { status, body: { detail: [{ type: 'extra_forbidden', loc: ['body', ...loc], msg: message }] } };
  if (status === 500) return { status, body: { error: message } };
  return { status, body: { object: 'error', message, type: 'BadRequestError', param: String(loc[0]), code: status } };
}

/** What a server says whose model cannot embed these texts: too many (`batch`), too long (`longest`), or with the word *poison* in one. */
export function refuseTexts({ batch, longest, poison, refuseStatus }: Knobs, texts: string[]): Refused | undefined {
  const count = texts.length;
  if (count > batch) {
    const error = `batch size ${count} > maximum allowed batch size ${batch}`;
    return { status: refuseStatus ?? 413, body: { error, error_type: 'Validation' } };
  }
  if (texts.some((text) => text.length > longest)) {
    if (refuseStatus === 500) return { status: 500, body: { error: 'the input length exceeds the context length' } };
    const message = "This model's maximum context length is 256 tokens. Please reduce the length of the input.";
    return { status: 400, body: { error: { message, type: 'BadRequestError', code: 400 } } };
  }
  if (poison > 0 && texts.some((text) => text.includes('poison'))) {
    const message = 'failed to encode response: json: unsupported value: NaN';
    return { status: 500, body: { error: { message, type: 'api_error' } } };
  }
  return undefined;
}
