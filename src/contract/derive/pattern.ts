import type { Random } from './random.js';

/**
 * Texts that match a regular expression.
 *
 * Understands what patterns of API documents are made of: literals, escapes, classes, groups, alternatives, counted
 * repetition. Look-around, back references and word boundaries are beyond it. Callers test every text anyway.
 */
interface Shape {
  /** Smallest and largest number of characters. */
  readonly min: number;
  readonly max: number;
  readonly make: (length: number, random: Random, key: string) => string;
}

/**
 * Writes texts that should match a pattern.
 * @returns a function from a wanted length to a text, which the caller has to test; undefined when the pattern uses
 *   something that is not understood.
 */
export function patternWriter(pattern: string): ((length: number, random: Random) => string) | undefined {
  try {
    const shape = new Reader(pattern).read();
    return (length, random) => shape.make(Math.max(shape.min, Math.min(shape.max, length)), random, '');
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

class NotUnderstood extends Error {}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const WORD = `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}_`;
const PRINTABLE = `${WORD}-. /:;,+*#@!?()[]{}<>=&%$"'`;
const CLASSES: Readonly<Record<string, string>> = { d: DIGITS, w: WORD, s: ' ' };

class Reader {
  readonly #chars: string[];
  #next = 0;

  constructor(pattern: string) {
    this.#chars = Array.from(pattern);
  }

  read(): Shape {
    const shape = this.#alternatives();
    if (this.#next < this.#chars.length) throw new NotUnderstood();
    return shape;
  }

  #peek(): string | undefined {
    return this.#chars[this.#next];
  }

  #take(wanted?: string): string {
    const char = this.#chars[this.#next];
    if (char === undefined || (wanted !== undefined && char !== wanted)) throw new NotUnderstood();
    this.#next += 1;
    return char;
  }

  #alternatives(): Shape {
    const options = [this.#sequence()];
    while (this.#peek() === '|') {
      this.#take();
      options.push(this.#sequence());
    }
    return options.length === 1 && options[0] !== undefined ? options[0] : oneOf(options);
  }

  #sequence(): Shape {
    const shapes: Shape[] = [];
    for (let char = this.#peek(); char !== undefined && char !== '|' && char !== ')'; char = this.#peek()) {
      shapes.push(this.#repeated(this.#atom()));
    }
    return inARow(shapes);
  }

  #atom(): Shape {
    const char = this.#take();
    if (char === '^' || char === '$') return inARow([]);
    if (char === '.') return letterOf(PRINTABLE);
    if (char === '[') return letterOf(this.#set());
    if (char === '\\') return letterOf(this.#escape());
    if (char !== '(') return letterOf(char);
    if (this.#peek() === '?') {
      this.#take();
      if (this.#peek() === '<') {
        this.#take();
        if (this.#peek() === '=' || this.#peek() === '!') throw new NotUnderstood();
        while (this.#take() !== '>');
      } else this.#take(':');
    }
    const inner = this.#alternatives();
    this.#take(')');
    return inner;
  }

  #escape(): string {
    const char = this.#take();
    if (Object.hasOwn(CLASSES, char)) return CLASSES[char] ?? '';
    if (char === 't') return '\t';
    if (char === 'n') return '\n';
    if (/[a-zA-Z0-9]/.test(char)) throw new NotUnderstood(); // \b, \p, \u, back references, and the negations
    return char;
  }

  #set(): string {
    const negated = this.#peek() === '^';
    if (negated) this.#take();
    let found = '';
    for (let char = this.#take(); char !== ']'; char = this.#take()) {
      const from = char === '\\' ? this.#escape() : char;
      if (from.length === 1 && this.#peek() === '-' && this.#chars[this.#next + 1] !== ']') {
        this.#take();
        const last = this.#take();
        found += range(from, last === '\\' ? this.#escape() : last);
      } else found += from;
    }
    if (!negated) return found;
    return Array.from(PRINTABLE)
      .filter((char) => !found.includes(char))
      .join('');
  }

  #repeated(shape: Shape): Shape {
    const char = this.#peek();
    let bounds: [number, number] | undefined;
    if (char === '*') bounds = [0, Infinity];
    else if (char === '+') bounds = [1, Infinity];
    else if (char === '?') bounds = [0, 1];
    else if (char === '{') return this.#counted(shape);
    if (bounds === undefined) return shape;
    this.#take();
    if (this.#peek() === '?') this.#take(); // lazy: the same texts
    return times(shape, ...bounds);
  }

  #counted(shape: Shape): Shape {
    const rest = this.#chars.slice(this.#next).join('');
    const [whole, from, comma, to] = /^\{(\d+)(,?)(\d*)\}\??/.exec(rest) ?? [];
    if (whole === undefined) throw new NotUnderstood();
    this.#next += whole.length;
    return times(shape, Number(from), comma === '' ? Number(from) : to === '' ? Infinity : Number(to));
  }
}

function range(from: string, to: string): string {
  const [first, last] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
  return Array.from({ length: Math.min(Math.max(last - first + 1, 0), 200) }, (_, index) =>
    String.fromCodePoint(first + index),
  ).join('');
}

function letterOf(letters: string): Shape {
  const all = Array.from(letters);
  if (all.length === 0) throw new NotUnderstood();
  return { min: 1, max: 1, make: (_, random, key) => all[random.below(all.length, key)] ?? '' };
}

function inARow(shapes: readonly Shape[]): Shape {
  const min = shapes.reduce((sum, shape) => sum + shape.min, 0);
  const max = shapes.reduce((sum, shape) => sum + shape.max, 0);
  return {
    min,
    max,
    make: (length, random, key) => {
      let spare = length - min;
      return shapes
        .map((shape, index) => {
          const more = Math.min(spare, shape.max - shape.min);
          spare -= more;
          return shape.make(shape.min + more, random, `${key}.${index}`);
        })
        .join('');
    },
  };
}

function oneOf(options: readonly Shape[]): Shape {
  return {
    min: Math.min(...options.map((shape) => shape.min)),
    max: Math.max(...options.map((shape) => shape.max)),
    make: (length, random, key) => {
      const fitting = options.filter((shape) => shape.min <= length && length <= shape.max);
      const shape = fitting[random.below(fitting.length || 1, key)] ?? options[0];
      return shape?.make(Math.max(shape.min, Math.min(shape.max, length)), random, `${key}|`) ?? '';
    },
  };
}

function times(shape: Shape, from: number, to: number): Shape {
  const max = shape.max === 0 || to === 0 ? 0 : shape.max * to;
  return {
    min: shape.min * from,
    max,
    make: (length, random, key) => {
      if (max === 0) return '';
      const count = Math.min(to, Math.max(from, length > 0 ? 1 : 0, Math.ceil(length / shape.max)));
      return inARow(Array.from({ length: count }, () => shape)).make(
        Math.max(length, count * shape.min),
        random,
        key,
      );
    },
  };
}
