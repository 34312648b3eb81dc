/** One line at the bottom of a terminal that is written over again and again. */
export interface LiveLine {
  /** Shows the text in that line; nothing where the stream is not a terminal. */
  show(text: string): void;
  /** Writes lines that stay, above the live one. */
  above(text: string): void;
  /** Takes the live line away. */
  end(): void;
}

const CLEAR = '\r\u001b[2K';

/** @param stream standard output, or one like it. */
export function liveLine(stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>): LiveLine {
  let shown = '';
  const clear = (): void => {
    if (shown !== '') stream.write(CLEAR);
  };
  return {
    show(text) {
      if (!stream.isTTY) return;
      clear();
      shown = text;
      stream.write(text);
    },
    above(text) {
      clear();
      stream.write(`${text}\n${shown}`);
    },
    end() {
      clear();
      shown = '';
    },
  };
}
