import { type ClinicalToken } from '../reading/clinical-tokens.js';
import { numberAt, rounded } from './numbers.js';
import { UNITS } from './units.data.js';

/** A dose: its text form is equal for equal doses, whatever their unit. */
export interface Amount {
  readonly concept: string;
  readonly from: number;
  readonly to: number;
}

const BODY_UNITS = new Map([
  ['kg', 'kg'],
  ['kilogram', 'kg'],
  ['kilo', 'kg'],
  ['m2', 'm2'],
]);

/** The amounts of a question, with `10 to 20 mg` as both. */
export function amountsOf(tokens: readonly ClinicalToken[]): readonly Amount[] {
  const found: Amount[] = [];
  for (let at = 0; at < tokens.length;) {
    const amount = amountAt(tokens, at);
    if (amount === undefined) at += 1;
    else {
      found.push(...amount);
      at = amount.at(-1)?.to ?? at + 1;
    }
  }
  return found;
}

function amountAt(tokens: readonly ClinicalToken[], at: number): readonly Amount[] | undefined {
  const first = numberAt(tokens, at);
  if (first === undefined) return undefined;
  let unitAt = first.to;
  const values = [first.value];
  const joint = tokens[unitAt]?.text ?? '';
  const second = numberAt(tokens, joint === 'to' || joint === 'or' ? unitAt + 1 : unitAt);
  if (second !== undefined && !breaksAt(tokens, unitAt)) {
    values.push(second.value);
    unitAt = second.to;
  }
  const unit = breaksAt(tokens, unitAt) ? undefined : UNITS.get(tokens[unitAt]?.singular ?? '');
  if (unit === undefined) return undefined;
  const [per, to] = perOf(tokens, unitAt + 1);
  return values.map((value) => ({
    concept: `${rounded(value * unit.factor)} ${unit.measure}${per}`,
    from: at,
    to,
  }));
}

/** `mg/kg`, `mg per kg`, `mmol/l`, `mg/5 ml`; a time after it is a frequency and left alone. */
function perOf(tokens: readonly ClinicalToken[], at: number): readonly [string, number] {
  const word = tokens[at]?.text;
  if (word !== '/' && word !== 'per') return ['', at];
  const body = BODY_UNITS.get(tokens[at + 1]?.singular ?? '');
  if (body !== undefined) return [` per ${body}`, at + 2];
  const number = numberAt(tokens, at + 1);
  const unitAt = number?.to ?? at + 1;
  const unit = UNITS.get(tokens[unitAt]?.singular ?? '');
  if (unit === undefined) return ['', at];
  return [` per ${rounded((number?.value ?? 1) * unit.factor)} ${unit.measure}`, unitAt + 1];
}

function breaksAt(tokens: readonly ClinicalToken[], at: number): boolean {
  return tokens[at]?.afterBreak !== false;
}
