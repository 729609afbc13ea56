import { AppError } from '@millrace/contract/app-error';
import type { UsageView } from '@millrace/contract/files/files';
import type { Database, Trx } from '@millrace/db/database';
import { sizeInWords } from '@millrace/storage/too-large';
import { sql } from 'kysely';
import type { Services } from '../services.ts';

type Held = { bytes: number; files: number };

/** The files of a workspace and what uploads that are under way will be; `except` is one of these. */
async function heldBy(db: Database | Trx, workspaceId: string, except?: string): Promise<Held> {
  const sum = sql<string>`coalesce(sum(size), 0)`;
  // the same octets are stored once, however many rows name them
  const files = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('files')
        .where('workspaceId', '=', workspaceId)
        .distinctOn('sha256')
        .select(['sha256', 'size'])
        .as('held'),
    )
    .select((eb) => [sum.as('bytes'), eb.fn.countAll().as('files')])
    .executeTakeFirstOrThrow();
  const begun = await db
    .selectFrom('uploads')
    .where('workspaceId', '=', workspaceId)
    .where('fileId', 'is', null)
    .$if(except !== undefined, (query) => query.where('id', '!=', except as string))
    .select((eb) => [sum.as('bytes'), eb.fn.countAll().as('files')])
    .executeTakeFirstOrThrow();
  return { bytes: Number(files.bytes) + Number(begun.bytes), files: Number(files.files) + Number(begun.files) };
}

/** What a workspace holds, beside what it may. */
export async function workspaceUsage(services: Services, workspaceId: string): Promise<UsageView> {
  const { workspaceBytes, workspaceFiles } = services.settings.uploads;
  const held = await heldBy(services.db, workspaceId);
  return {
    bytes: { used: held.bytes, limit: workspaceBytes },
    files: { used: held.files, limit: workspaceFiles },
  };
}

const full = (what: string) =>
  new AppError(
    'invalid',
    'files.workspace-full',
    '{what} Delete sources that are no longer needed (their space is freed a day later), or ask the operator of this server for more space.',
    { values: { what } },
  );

const noRoom = (held: number, limit: number) =>
  full(`This file does not fit: this workspace uses ${sizeInWords(held)} of its ${sizeInWords(limit)}.`);

/** How much a workspace may still take. `noRoom` is what to throw when more comes. Throws AppError when it is full already. */
export async function storageLeft(
  services: Services,
  { workspaceId, except }: { workspaceId: string; except?: string },
): Promise<{ bytes: number; noRoom: () => AppError }> {
  const { workspaceBytes, workspaceFiles } = services.settings.uploads;
  const held = await heldBy(services.db, workspaceId, except);
  if (held.files >= workspaceFiles)
    throw full(`This workspace has ${held.files.toLocaleString('en')} files, which is its limit.`);
  const bytes = workspaceBytes - held.bytes;
  const tell = () => noRoom(held.bytes, workspaceBytes);
  if (bytes <= 0) throw tell();
  return { bytes, noRoom: tell };
}
