import { createHash } from 'node:crypto';
import type { WorkspaceLabel } from '../options/cache.options.js';

/**
 * Writes the label `workspace_id`. A time series for each workspace is what a monitoring system can bear only up to
 * a number: workspaces after the first `max` are counted together as `other`.
 */
export class WorkspaceLabels {
  private readonly labels = new Map<string, string>();

  constructor(
    private readonly form: WorkspaceLabel,
    private readonly max: number,
  ) {}

  of(workspaceId: string): string {
    if (this.form === 'off' || workspaceId === '') return '';
    const known = this.labels.get(workspaceId);
    if (known !== undefined) return known;
    if (this.labels.size >= this.max) return 'other';
    const label = this.form === 'plain' ? workspaceId : shortDigest(workspaceId);
    this.labels.set(workspaceId, label);
    return label;
  }
}

function shortDigest(workspaceId: string): string {
  return createHash('sha256').update(workspaceId).digest('hex').slice(0, 12);
}
