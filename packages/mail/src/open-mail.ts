import { createTransport } from 'nodemailer';
import type { Mail } from './port.ts';

/** Whoever waits for a letter to be taken waits for a page: a server that says nothing is given up. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };

/**
 * Letters by the SMTP server of `url` (`smtp://` or `smtps://`, with user and password where it wants them), from the address `from`.
 * Connections are opened when the first letter is sent and kept for the next.
 */
export function openMail({ url, from }: { url: string; from: string }): Mail {
  const transport = createTransport({ url, pool: true, maxConnections: 2, ...patience }, { from });
  return {
    async send({ to, subject, text }) {
      // as an object, so that no address can bring further ones
      await transport.sendMail({ to: { name: '', address: to }, subject, text });
    },
    close: () => transport.close(),
  };
}
