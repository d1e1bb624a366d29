/** One step of the schema. Once released it never changes; a correction is a new step. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** One SQL statement each: the wire protocol's prepared form takes no more. */
  readonly statements: readonly string[];
}
