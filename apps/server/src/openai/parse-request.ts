import type { IncomingMessage } from 'node:http';
import { AppError } from '@millrace/contract/app-error';
import { z } from 'zod';
import { readBody } from '../request-body.ts';

/** Pictures that are passed over come along in the body. */
const maxBodyBytes = 16 * 1024 * 1024;

/** The body of a request. Throws `invalid` with the faults of all its fields, each by its name. */
export async function parseRequest<Schema extends z.ZodType>(
  req: IncomingMessage,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body = await readBody(req, maxBodyBytes);
  let json: unknown;
  try {
    // some programs put a byte order mark before it
    json = JSON.parse(body.toString().replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new AppError('invalid', 'not-json', `The request is not valid JSON: ${(cause as Error).message}.`, { cause });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({ field: z.core.toDotPath(path), message }));
  const message = faults.map((fault) => (fault.field === '' ? fault.message : `${fault.field}: ${fault.message}`));
  throw new AppError('invalid', 'input', `${message.join('. ')}.`, {
    fields: Object.fromEntries(faults.map((fault) => [fault.field, [fault.message]])),
  });
}
