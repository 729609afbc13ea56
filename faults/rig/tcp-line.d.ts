/** A line to a server on the loopback that can break in every way that lines break. */
export type TcpLine = {
  port: number;
  /** Breaks what is connected and refuses what comes, until `mend`. */
  cut(): void;
  /** Half open: nothing gets through and nobody is told. What is connected, or connects before `mend`, stays dumb for ever. */
  hold(): void;
  mend(): void;
  close(): Promise<void>;
};
export declare function openTcpLine(target: number): Promise<TcpLine>;
