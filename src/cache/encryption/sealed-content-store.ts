import type { ContentStore } from '../store/content-store.js';
import { openEntry, sealEntry } from './entry-seal.js';
import type { KeyRing, WorkspaceKeys } from './key-ring.js';

/** Content-addressed entries in a store that sees only sealed ones. One that cannot be opened is none. */
export class SealedContentStore implements ContentStore {
  constructor(
    private readonly inner: ContentStore,
    private readonly ring: KeyRing,
    /** Called when an entry was sealed with a key that is not on the ring. */
    private readonly onUnknownKey: () => void,
    /** Called with the layer of bytes that are no sealed entry of their key. */
    private readonly onCorrupt: (layer: string) => void,
  ) {}

  async getMany(keys: readonly string[]): Promise<(Buffer | undefined)[]> {
    const rings = await this.ringsOf(keys);
    const values = await this.inner.getMany(keys);
    return values.map((bytes, index) => {
      const key = keys[index] as string;
      return bytes && this.open(bytes, key, rings.get(workspaceOf(key)) as WorkspaceKeys);
    });
  }

  async setMany(
    entries: readonly { readonly key: string; readonly bytes: Buffer; readonly ttlMs: number }[],
  ): Promise<void> {
    const rings = await this.ringsOf(entries.map(({ key }) => key));
    await this.inner.setMany(
      entries.map((entry) => ({
        ...entry,
        bytes: sealEntry(entry.bytes, entry.key, rings.get(workspaceOf(entry.key)) as WorkspaceKeys),
      })),
    );
  }

  deleteMany(keys: readonly string[]): Promise<void> {
    return this.inner.deleteMany(keys);
  }

  deleteWorkspace(workspace: string): Promise<number> {
    return this.inner.deleteWorkspace(workspace);
  }

  private open(bytes: Buffer, key: string, keys: WorkspaceKeys): Buffer | undefined {
    try {
      const entry = openEntry(bytes, key, keys);
      if (entry === undefined) this.onUnknownKey();
      return entry;
    } catch {
      this.onCorrupt(layerOf(key));
      return undefined;
    }
  }

  private async ringsOf(keys: readonly string[]): Promise<ReadonlyMap<string, WorkspaceKeys>> {
    const workspaces = [...new Set(keys.map(workspaceOf))];
    return new Map(
      await Promise.all(
        workspaces.map(async (workspace) => [workspace, await this.ring.keysOf(workspace)] as const),
      ),
    );
  }
}

/** Of `<layer>:<workspace>:<digest>`. */
function layerOf(key: string): string {
  return key.slice(0, key.indexOf(':'));
}

function workspaceOf(key: string): string {
  return key.split(':', 2)[1] ?? '';
}
