import { uploadHeaders } from '@millrace/client/upload-file';
import type { FileView } from '@millrace/contract/sources';

type Answer = { result: { data: FileView } } | { error: { message: string } };
type Options = { workspaceId: string; file: File; signal: AbortSignal; onProgress: (fraction: number) => void };

const cut =
  'The connection was cut while the file was on its way. It may be too large, or the network failed; try again.';

function read(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return undefined;
  }
}

/** Uploads with progress, which `fetch` cannot tell. Rejects with the server's reason in words. */
export function uploadOctets({ workspaceId, file, signal, onProgress }: Options): Promise<FileView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/trpc/files.upload');
    for (const [name, value] of Object.entries(uploadHeaders(workspaceId, file.name)))
      request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Error(cut));
    request.onabort = () => reject(new Error('Cancelled'));
    request.onload = () => {
      const answer = read(request.responseText);
      if (answer === undefined) reject(new Error(cut));
      else if ('error' in answer) reject(new Error(answer.error.message));
      else resolve(answer.result.data);
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
