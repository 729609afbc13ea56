import { jobs } from '@millrace/contract/jobs/jobs';
import { expect, test } from 'vitest';
import { endings } from './endings.ts';
import { handlers } from './handlers.ts';

test('each job has its work in one worker face and its ending in one server face', () => {
  const names = Object.keys(jobs).sort();
  expect(Object.keys(handlers).sort()).toEqual(names);
  expect(Object.keys(endings).sort()).toEqual(names);
});

test('work and ending of a job name the same definition', () => {
  for (const [name, { definition }] of Object.entries(handlers)) expect(endings[name]?.definition).toBe(definition);
});
