import { expect, test } from 'vitest';
import { findUndirected } from './find-undirected.ts';

const find = (jsx: string) => findUndirected(`const a = ${jsx};`, 'a.tsx');

test('a text of people without a direction is found, also within a sentence', () => {
  expect(find('<p>{source.title}</p>')).toEqual(['1: title']);
  expect(find('<Link to="/">{hit?.title ?? word}</Link>')).toEqual(['1: title']);
  expect(find('<p><Trans>Hello <b>{ph({ who: user.name })}</b></Trans></p>')).toEqual(['1: name']);
});

test('one with a direction of its own is not', () => {
  expect(find('<p dir="auto">{source.title}</p>')).toEqual([]);
  expect(find('<p><bdi>{source.title}</bdi></p>')).toEqual([]);
  expect(find('<p dir="auto"><mark>{piece.text}</mark></p>')).toEqual([]);
  expect(find('<Tag>{tag.name}</Tag>')).toEqual([]);
  expect(find('<p>{props.label}</p>')).toEqual([]);
});
