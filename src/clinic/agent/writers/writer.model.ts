import type { ClinicConfig, CohereConfig } from '../../config/clinic.config.js';
import { PROMPT_VERSION } from './cohere.request.js';

export const EXTRACTIVE_MODEL = 'extractive-2';

export function cohereModel({ model }: Pick<CohereConfig, 'model'>): string {
  return `cohere/${model}/prompt-${String(PROMPT_VERSION)}`;
}

/** What writes the answers, with its version: it changes them, so that it belongs to the key of each. */
export function writerModel({ cohere }: Pick<ClinicConfig, 'cohere'>): string {
  return cohere === undefined ? EXTRACTIVE_MODEL : cohereModel(cohere);
}
