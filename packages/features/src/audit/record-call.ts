import type { AppError } from '@millrace/contract/app-error';
import { toJson } from '@millrace/db/to-json';
import { sql } from 'kysely';
import type { Services } from '../services.ts';

/** Who called: a person or a key, by id. */
type Actor = { kind: 'user'; userId: string } | { kind: 'key'; apiKeyId: string; userId: null };

type Call = {
  path: string;
  caller: Actor | null;
  requestId: string;
  input: unknown;
  /** What it answered; undefined where it failed. */
  output: unknown;
  error: AppError | undefined;
};

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
const maxIds = 50;

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

/** The ids and choices that a call names; nothing that anybody wrote. */
function subjectOf(input: unknown): Record<string, unknown> {
  const named = entriesOf(input).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'role' || key === 'visibility' || typeof value === 'boolean') return [[key, value]];
    if (typeof value === 'string') return uuid.test(value) ? [[key, value]] : [];
    if (!Array.isArray(value)) return [];
    const ids = value.filter((one) => typeof one === 'string' && uuid.test(one));
    return ids.length > 0 ? [[key, ids.slice(0, maxIds)]] : [];
  });
  return Object.fromEntries(named);
}

/** The id of what a call made, or of who came in by it. */
function madeBy(output: unknown): Record<string, unknown> {
  const answer = Object.fromEntries(entriesOf(output));
  const user = Object.fromEntries(entriesOf(answer.user));
  return typeof answer.id === 'string' ? { id: answer.id } : typeof user.id === 'string' ? { userId: user.id } : {};
}

/** Whose account somebody who is not signed in tried: found by the address, which itself is not recorded. */
async function accountOf({ db }: Services, input: unknown): Promise<string | undefined> {
  const { email } = Object.fromEntries(entriesOf(input));
  if (typeof email !== 'string') return undefined;
  const user = await db
    .selectFrom('users')
    .where(sql<string>`lower(email)`, '=', email.trim().toLowerCase())
    .select('id')
    .executeTakeFirst();
  return user?.id;
}

/**
 * Records a call of consequence in the audit log and in the program's log, allowed or refused, without personal data. What was
 * refused for being too frequent, or to somebody who is nobody here, is in the log alone, so that strangers cannot fill the table.
 */
export async function recordCall(services: Services, call: Call): Promise<void> {
  const { caller, error } = call;
  const given = subjectOf(call.input);
  const subject = { ...given, ...madeBy(call.output) };
  const userId = caller?.userId ?? (typeof subject.userId === 'string' && caller === null ? subject.userId : undefined);
  const row = {
    at: services.clock(),
    action: call.path,
    outcome: error?.reason ?? 'ok',
    workspaceId: typeof given.workspaceId === 'string' ? given.workspaceId : null,
    userId: userId ?? (caller === null ? ((await accountOf(services, call.input)) ?? null) : null),
    apiKeyId: caller?.kind === 'key' ? caller.apiKeyId : null,
    requestId: call.requestId,
  };
  services.log.info({ audit: { ...row, subject } }, 'an action of consequence');
  const isNobody = row.userId === null && row.apiKeyId === null;
  if (error && (error.kind === 'limited' || isNobody)) return;
  await services.db
    .insertInto('auditEvents')
    .values({ ...row, subject: toJson(subject) })
    .execute();
}
