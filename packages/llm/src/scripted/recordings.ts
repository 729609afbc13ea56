/** What is said in every recording, whatever it holds. */
const sentences = [
  'Welcome to the river station.',
  'The gauge reads two metres and forty centimetres.',
  'We expect the flood on Thursday morning.',
];
const secondsEach = 4;

/** The answer to a request for a transcription: with times where `verbose_json` was asked for. */
export function scriptedTranscription(body: Record<string, unknown>): object {
  const text = sentences.join(' ');
  if (body.response_format !== 'verbose_json') return { text };
  const segments = sentences.map((sentence, id) => ({
    id,
    start: id * secondsEach,
    end: (id + 1) * secondsEach,
    text: ` ${sentence}`,
  }));
  return { task: 'transcribe', language: 'english', duration: sentences.length * secondsEach, text, segments };
}

/** The fields of a form; of a file its name, type and size. Undefined for what is no form. */
export async function readForm(octets: Buffer, contentType: string): Promise<Record<string, unknown> | undefined> {
  try {
    const response = new Response(new Uint8Array(octets), { headers: { 'content-type': contentType } });
    const fields: Record<string, unknown> = {};
    for (const [name, value] of await response.formData()) {
      fields[name] = typeof value === 'string' ? value : { name: value.name, type: value.type, size: value.size };
    }
    return fields;
  } catch {
    return undefined;
  }
}
