import type { OutputOptions } from '@millrace/contract/chat/output-options';
import type OpenAI from 'openai';

type Fields = Pick<
  OpenAI.Chat.ChatCompletionCreateParamsStreaming,
  'max_tokens' | 'max_completion_tokens' | 'stop' | 'response_format'
>;

/**
 * What a server is asked of the form of its answer. Most servers know `max_tokens` alone; `otherLimit` is for those that refuse it.
 */
export function outputFields(output: OutputOptions | undefined, otherLimit: boolean): Fields {
  if (output === undefined) return {};
  const { maxTokens, stop, responseFormat } = output;
  return {
    ...(maxTokens !== undefined && { [otherLimit ? 'max_completion_tokens' : 'max_tokens']: maxTokens }),
    ...(stop !== undefined && { stop }),
    // the server knows which forms there are, and says so
    ...(responseFormat !== undefined && { response_format: responseFormat as Fields['response_format'] }),
  };
}
