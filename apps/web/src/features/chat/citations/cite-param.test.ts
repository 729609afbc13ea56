import type { Citation, MessageView } from '@millrace/contract/chat/chat';
import { expect, test } from 'vitest';
import { citeParam, findCitation, walkCitations } from './cite-param.ts';

const citation = (n: number, supported = true) => ({ n, supported, title: `Source ${n}` }) as Citation;
const answer = (id: string, citations: Citation[]) => ({ id, role: 'assistant', citations }) as MessageView;
const messages = [answer('a', [citation(1), citation(2)]), answer('b', [citation(3), citation(9, false), citation(5)])];

test('a URL names one citation of one answer', () => {
  expect(findCitation(messages, citeParam('b', 5))?.citation).toEqual(citation(5));
});

test('unknown and unsupported citations are not opened', () => {
  for (const cite of [undefined, '', 'b.4', 'b.9', 'c.1', 'b.x']) expect(findCitation(messages, cite)).toBeUndefined();
});

test('walking visits the supported citations of an answer and wraps around', () => {
  expect(walkCitations(messages, 'b.3', 1)).toBe('b.5');
  expect(walkCitations(messages, 'b.5', 1)).toBe('b.3');
  expect(walkCitations(messages, 'b.3', -1)).toBe('b.5');
});

test('walking begins with the newest answer that has citations', () => {
  const later = [...messages, answer('c', [citation(1, false)])];
  expect(walkCitations(later, undefined, 1)).toBe('b.3');
  expect(walkCitations(later, undefined, -1)).toBe('b.5');
  expect(walkCitations([], undefined, 1)).toBeUndefined();
});
