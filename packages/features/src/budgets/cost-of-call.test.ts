import { expect, test } from 'vitest';
import { appRouter } from '../app-router.ts';
import { costOfCall, costs } from './cost-of-call.ts';

const paths = Object.keys(appRouter._def.procedures);

test('each path that has a cost of its own is one of a procedure', () => {
  expect([...costs.keys()].filter((path) => !paths.includes(path))).toEqual([]);
});

test('a path that is unknown costs a request, also one that is called like a property of every object', () => {
  expect(['conversations.list', 'nothing.at-all', 'constructor', '__proto__'].map(costOfCall)).toEqual(
    Array(4).fill('requests'),
  );
});
