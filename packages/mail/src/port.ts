/** Plain text, to one address. */
export type Letter = { to: string; subject: string; text: string };

/** The way to people outside the product. */
export interface Mail {
  /** Resolves when the server has taken the letter; it may still come back. Throws what the server or the connection said. */
  send(letter: Letter): Promise<void>;
  close(): void;
}
