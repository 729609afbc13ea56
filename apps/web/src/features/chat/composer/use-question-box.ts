import { type RefObject, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { continueIn, focusBox, offerBox, refuseTyping } from './catch-typing.ts';
import { moveDraft, readDraft, writeDraft } from './use-draft.ts';

type Options = {
  box: RefObject<HTMLTextAreaElement | null>;
  /** Where the draft is kept. */
  place: string;
  conversationId: string | undefined;
  /** Whether there is a box. */
  mayAsk: boolean;
  /** Whether the box gets the focus when this conversation is opened. */
  isFocused: () => boolean;
  /** Asks what was typed and ended with Enter before the box was there. */
  onAsked: (text: string) => void;
};

/** Connects the question box of the shown conversation with what is typed outside of it. Returns `begin`, for a conversation that a first question has made. */
export function useQuestionBox(options: Options): { begin: (id: string) => void } {
  const { box, place, mayAsk, conversationId, isFocused, onAsked } = options;
  const begun = useRef<{ from: string; id: string }>(undefined);
  const connect = useEffectEvent(() => {
    const { from, id } = begun.current ?? {};
    const isBegun = id === place;
    if (from !== undefined && isBegun) moveDraft(from, place);
    // while the page of the new conversation loads, the one before may be shown again
    if (isBegun || from !== place) begun.current = undefined;
    if (!mayAsk || box.current === null) return refuseTyping();
    const end = offerBox({
      element: box.current,
      conversationId,
      onTyped: (text) => writeDraft(place, readDraft(place) + text),
      onAsked,
    });
    if (isBegun || isFocused()) focusBox();
    return end;
  });
  // with the layout: a page that is hidden while it loads withdraws its box, and the heading sees where the focus is
  useLayoutEffect(() => connect(), [place, mayAsk]);
  return {
    begin: (id) => {
      begun.current = { from: place, id };
      continueIn(id);
    },
  };
}
