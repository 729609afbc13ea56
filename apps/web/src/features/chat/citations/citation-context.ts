import type { Citation } from '@millrace/contract/chat/chat';
import { createContext, useContext } from 'react';

/** What the citation numbers of a text point to. `pending`: the answer is being written, its citations are not checked yet. */
export type CitationScope = { answerId: string; citations: readonly Citation[]; pending: boolean };

export const CitationContext = createContext<CitationScope>({ answerId: '', citations: [], pending: true });
export const useCitationScope = (): CitationScope => useContext(CitationContext);
