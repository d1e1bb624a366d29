import { InvalidArgumentError } from 'commander';

/** Reads an option's number; commander says which option it was when this throws. */
export function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= from && value <= to) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${from} to ${to}.`);
  };
}

/** A share that is neither nothing nor all. */
export function share(text: string): number {
  const value = numberOf(text);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError('It must be a number above 0 and below 1, such as 0.99.');
}

/** A cosine that a threshold can be. */
export function similarity(text: string): number {
  const value = numberOf(text);
  if (value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It must be a number from 0 to 1, such as 0.95.');
}

/** `0.8,0.9`: each once, the lowest first. */
export function similarities(text: string): number[] {
  return [...new Set(text.split(',').map((part) => similarity(part.trim())))].sort((a, b) => a - b);
}

/** How far thresholds are apart. */
export function stepWidth(text: string): number {
  const value = numberOf(text);
  if (value >= 0.001 && value <= 0.5) return value;
  throw new InvalidArgumentError('It must be a number from 0.001 to 0.5, such as 0.05.');
}

function numberOf(text: string): number {
  return /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
}
