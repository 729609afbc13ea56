import { APIError, toFile } from 'openai';
import { refusalIn } from './adapting/refusal.ts';
import { malformed, modelError, stopped } from './model-errors.ts';
import { defaultLimits, type Wire, type WireLimits } from './node-fetch.ts';
import { openAiClient } from './openai-client.ts';
import type { Endpoint, Recording, SpokenSegment } from './port.ts';

export type TranscriberOptions = { wire: Wire; limits: Partial<WireLimits> };

type Answer = { text?: unknown; segments?: { start?: unknown; end?: unknown; text?: unknown }[] };

/** What is said in a recording, by any server that speaks OpenAI's transcriptions. Throws as the port says. */
export async function transcribe(
  endpoint: Endpoint,
  { octets, name, mediaType, signal }: Recording,
  options: TranscriberOptions,
): Promise<SpokenSegment[]> {
  if (signal.aborted) throw stopped('transcription');
  try {
    const client = openAiClient(endpoint, options.wire, { ...defaultLimits, ...options.limits });
    const file = await toFile(octets, name, { type: mediaType });
    const ask = (format: 'verbose_json' | 'json') =>
      client.audio.transcriptions.create({ model: endpoint.model, file, response_format: format }, { signal });
    // newer models tell no times and refuse to be asked for them
    const answer: Answer = await ask('verbose_json').catch((error: unknown) => {
      const words = error instanceof APIError ? (refusalIn(error) ?? '') : '';
      if (/response_format|verbose_json/.test(words)) return ask('json');
      throw error;
    });
    return segmentsOf(answer, endpoint);
  } catch (error) {
    throw signal.aborted ? stopped('transcription') : modelError(error, endpoint, 'transcription');
  }
}

const milliseconds = (seconds: unknown): number =>
  typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : 0;

function segmentsOf({ text, segments }: Answer, endpoint: Endpoint): SpokenSegment[] {
  if (Array.isArray(segments) && segments.length > 0) {
    return segments.map((segment) => {
      if (typeof segment.text !== 'string') throw malformed(endpoint, 'transcription');
      const startMs = milliseconds(segment.start);
      return { startMs, endMs: Math.max(startMs, milliseconds(segment.end)), text: segment.text.trim() };
    });
  }
  if (typeof text !== 'string') throw malformed(endpoint, 'transcription');
  return text.trim() === '' ? [] : [{ startMs: undefined, endMs: undefined, text: text.trim() }];
}
