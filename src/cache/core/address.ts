/** The client part of a workspace-wide scope; no digest is one character long. */
export const WORKSPACE_WIDE = '_';

/** A scope as stores know it: digests only. */
export interface ScopeAddress {
  /** Digest of the workspace id. */
  readonly workspace: string;
  /** Digest of the client id, or `_`. */
  readonly client: string;
}

/** The workspace part of a content-addressed entry that all workspaces share. */
export const GLOBAL = '-';

/** Where a content-addressed entry lives. */
export interface ContentAddress {
  /** `<layer>:<workspace digest or ->:<digest of the material>`, below the namespace. */
  readonly key: string;
  /** The material's digest as 32 bytes; carried by the entry to prove that it belongs here. */
  readonly proof: Buffer;
}

/** Where one scoped entry lives. */
export interface EntryAddress extends ScopeAddress {
  /** Digest of the normalised query: entries of one tag in one scope can be invalidated together. */
  readonly tag: string;
  /** Digest of layer, scope and key material. */
  readonly field: string;
  /** The field's digest as 32 bytes; carried by the entry to prove that it belongs here. */
  readonly proof: Buffer;
}

/** Of a request that has no place in the cache: nothing is ever read or stored here. */
export const NOWHERE: EntryAddress = {
  workspace: '',
  client: '',
  tag: '',
  field: '',
  proof: Buffer.alloc(32),
};
