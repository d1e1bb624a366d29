/** A demonstration note, in the order it is read: date, then SOAP. */
export interface SeedNote {
  readonly date: string;
  readonly subjective: string;
  readonly objective: string;
  readonly assessment: string;
  readonly plan: string;
}

export interface SeedClient {
  readonly id: string;
  readonly name: string;
  readonly dateOfBirth: string;
  readonly notes: readonly SeedNote[];
}

export interface SeedWorkspace {
  readonly id: string;
  readonly name: string;
  readonly clients: readonly SeedClient[];
}
