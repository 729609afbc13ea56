// All that the released package offers. Inside the repository each file is imported by its own name.
export type { ErrorKind } from '@millrace/contract/app-error';
export type { FileView } from '@millrace/contract/files/files';
export type * from './client.ts';
export { createClient } from './connect.ts';
export type { Connection } from './connection.ts';
export type * from './procedures.ts';
export { type Refusal, refusalOf } from './refusal.ts';
export { type Body, type UploadOptions, uploadFile } from './upload-file.ts';
export { type WatchOptions, watch } from './watch.ts';
