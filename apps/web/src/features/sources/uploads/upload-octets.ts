type Answer = { result: { data: unknown } } | { error: { message: string; data?: { kind?: string } } };
type Sending = {
  path: string;
  headers: Record<string, string>;
  body: Blob;
  signal: AbortSignal;
  /** Octets that have left. */
  onSent: (octets: number) => void;
};

/** `passing`: the connection or the server was away for the moment; the same may work later. */
export class UploadError extends Error {
  readonly passing: boolean;
  constructor(message: string, passing: boolean) {
    super(message);
    this.name = 'UploadError';
    this.passing = passing;
  }
}

const cut = () => new UploadError('The connection was cut while the file was on its way.', true);

function read(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return undefined;
  }
}

/** Posts octets and tells how many have left, which `fetch` cannot. Rejects with an UploadError in the server's words. */
export function sendOctets<T>({ path, headers, body, signal, onSent }: Sending): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onSent(Math.min(loaded, body.size));
    request.onerror = () => reject(cut());
    request.onabort = () => reject(new UploadError('Cancelled', false));
    request.onload = () => {
      const answer = read(request.responseText);
      if (answer === undefined) reject(cut());
      else if ('result' in answer) resolve(answer.result.data as T);
      else reject(new UploadError(answer.error.message, answer.error.data?.kind === 'unavailable'));
    };
    if (signal.aborted) return reject(new UploadError('Cancelled', false));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}
