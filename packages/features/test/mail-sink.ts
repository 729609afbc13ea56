import { openMail } from '@millrace/mail/open-mail';
import { SMTPServer } from 'smtp-server';

export type Sink = {
  mail: ReturnType<typeof openMail>;
  /** The next letter that arrives for an address, with its headers. */
  next(to: string): Promise<string>;
  /** Addresses of all letters so far. */
  received: string[];
  /** What the server says to the next letter instead of taking it. */
  refuse(responseCode: number): void;
  close(): Promise<void>;
};

/** A real SMTP server that keeps what it gets, and mail that goes there. */
export async function openMailSink(): Promise<Sink> {
  const letters: { to: string; text: string }[] = [];
  const received: string[] = [];
  let arrived = Promise.withResolvers<void>();
  let refusal: number | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (refusal !== undefined) {
          const error = Object.assign(new Error('not now'), { responseCode: refusal });
          refusal = undefined;
          return done(error);
        }
        const text = Buffer.concat(parts).toString('utf8').replaceAll('=\r\n', '').replaceAll('=3D', '=');
        for (const { address } of session.envelope.rcptTo) {
          letters.push({ to: address, text });
          received.push(address);
        }
        arrived.resolve();
        arrived = Promise.withResolvers<void>();
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const mail = openMail({ url: `smtp://127.0.0.1:${port}`, from: 'millrace@example.org' });
  return {
    mail,
    received,
    async next(to) {
      for (;;) {
        const at = letters.findIndex((letter) => letter.to === to);
        if (at >= 0) return letters.splice(at, 1)[0]?.text ?? '';
        await arrived.promise;
      }
    },
    refuse(responseCode) {
      refusal = responseCode;
    },
    async close() {
      mail.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
