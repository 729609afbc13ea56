import type { MessageView } from '@millrace/contract/chat/chat';
import { afterAll, chosen, shownBranch } from '@millrace/contract/chat/chat-branch';
import { useMemo, useState } from 'react';

const endOf = (messages: readonly MessageView[]) => shownBranch(messages).at(-1)?.shown.id;

/**
 * The messages as a person sees them who followed a link to one of them: in its branch, whatever is shown to the others. What is chosen
 * or asked later takes precedence. `afterId`: the end of that branch, where the others see another.
 */
export function useLinkedBranch(
  messages: readonly MessageView[],
  linkedId: string | undefined,
): { messages: readonly MessageView[]; afterId: string | undefined } {
  const [arrival, setArrival] = useState<{ linkedId: string; shownAt: string }>();
  const known = linkedId !== undefined && messages.some((message) => message.id === linkedId);
  if (known && arrival?.linkedId !== linkedId) setArrival({ linkedId, shownAt: afterAll(messages) });
  const arrived = known && arrival?.linkedId === linkedId ? arrival : undefined;
  return useMemo(() => {
    const inBranch = shownBranch(messages).some(({ shown }) => shown.id === arrived?.linkedId);
    if (arrived === undefined || inBranch) return { messages, afterId: undefined };
    const seen = chosen(messages, arrived.linkedId, arrived.shownAt);
    const end = endOf(seen);
    return { messages: seen, afterId: end === endOf(messages) ? undefined : end };
  }, [messages, arrived]);
}
