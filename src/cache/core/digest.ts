import { createHmac, hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { canonicalJson } from './canonical-json.js';
import { KeyTooLongError } from './errors.js';
import { assertScope, type Scope } from './scope.js';
import {
  GLOBAL,
  WORKSPACE_WIDE,
  type ContentAddress,
  type EntryAddress,
  type ScopeAddress,
} from './address.js';

/**
 * Turns ids and key material into the only things of them that reach a store: fixed-length digests. Nothing in an id
 * (`}`, `:`, `*`, a newline) can therefore break a key, a hash slot or a scan pattern, and `a` + `b:c` cannot meet
 * `a:b` + `c`.
 *
 * With a secret every digest is an HMAC, so that somebody who holds a dump cannot confirm a guessed id or question.
 */
export class KeyDigester {
  // Ids repeat with every request of a tenant; hashing them once keeps a hit to a single digest.
  private readonly ids = new LRUCache<string, string>({
    max: 4096,
    maxSize: 4_000_000,
    sizeCalculation: (_, id) => id.length + 64,
  });

  constructor(
    private readonly namespace: string,
    private readonly secret?: Buffer,
    /** Key material may be this long, in characters of its canonical JSON. */
    private readonly maxKeyLength = Infinity,
  ) {}

  /** base64url(SHA-256(text)), 43 characters; HMAC-SHA-256 when a secret is configured. */
  digest(text: string): string {
    return this.bytes(text).toString('base64url');
  }

  /** The digest of a normalised query. As JSON, in which a lone surrogate is escaped: UTF-8 has no form of its own for it. */
  tag(query: string): string {
    return this.digest(JSON.stringify(query));
  }

  /**
   * The tag of a query that is looked up. Not of one that is invalidated: a process with another limit may have stored it.
   *
   * @throws KeyTooLongError
   */
  tagWithin(query: string): string {
    return this.digest(this.bounded(JSON.stringify(query)));
  }

  scope(scope: Scope): ScopeAddress {
    assertScope(scope);
    return {
      workspace: this.id(scope.workspaceId),
      client: scope.clientId === undefined ? WORKSPACE_WIDE : this.id(scope.clientId),
    };
  }

  /** The digest of a workspace, client or document id. */
  id(id: string): string {
    let digest = this.ids.get(id);
    if (digest === undefined) {
      digest = this.digest(id);
      this.ids.set(id, digest);
    }
    return digest;
  }

  /** The digest of a document or a collection; the same id in both kinds is two things. */
  dependency({ kind, id }: { readonly kind: string; readonly id: string }): string {
    return this.id(`${kind} ${id}`);
  }

  /** Where content-addressed entries live, one for each material: in one workspace, or for all without one. */
  contentAddresses(
    layer: { name: string; version: number },
    workspaceId: string | undefined,
    materials: readonly unknown[],
  ): ContentAddress[] {
    const workspace = workspaceId === undefined ? GLOBAL : this.scope({ workspaceId }).workspace;
    // The JSON of [namespace, layer, version, workspace, material]; all but the material is written once.
    const common = canonicalJson([this.namespace, layer.name, layer.version, workspace]).slice(0, -1);
    return materials.map((material) => {
      const proof = this.bytes(`${common},${this.bounded(canonicalJson(material))}]`);
      return { key: `${layer.name}:${workspace}:${proof.toString('base64url')}`, proof };
    });
  }

  /**
   * Where the entry for this material lives. The field's digest covers namespace, layer, scope and material alike:
   * an entry that carries the right field digest is therefore proven to be of this workspace and client too, with
   * the one hash that the key costs anyway.
   */
  address(
    layer: { name: string; version: number },
    scope: ScopeAddress,
    tag: string,
    material: unknown,
  ): EntryAddress {
    const text = canonicalJson([
      this.namespace,
      layer.name,
      layer.version,
      scope.workspace,
      scope.client,
      tag,
      material,
    ]);
    const proof = this.bytes(this.bounded(text));
    return { ...scope, tag, field: proof.toString('base64url'), proof };
  }

  /** The digest of everything that decides an entry's address but the question. */
  partition(layer: { name: string; version: number }, scope: ScopeAddress, material: unknown): string {
    const { workspace, client } = scope;
    return this.digest(
      canonicalJson([this.namespace, 'partition', layer.name, layer.version, workspace, client, material]),
    );
  }

  private bounded(text: string): string {
    if (text.length > this.maxKeyLength) throw new KeyTooLongError(this.maxKeyLength);
    return text;
  }

  private bytes(text: string): Buffer {
    return this.secret === undefined
      ? hash('sha256', text, 'buffer')
      : createHmac('sha256', this.secret).update(text, 'utf8').digest();
  }
}
