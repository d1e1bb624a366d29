// Known vulnerabilities of what an installation of the package brings with it (production dependencies). A registry
// that cannot be asked is said, loudly, and does not fail the checks: a mirror without the endpoint is no vulnerability.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** What `npm audit --json` has said: `clean`, `vulnerable` with the names, or `unknown` with why. */
export function judge(output) {
  let report;
  try {
    report = JSON.parse(output);
  } catch {
    return { verdict: 'unknown', detail: 'npm audit gave no JSON' };
  }
  if (typeof report?.metadata?.vulnerabilities?.total !== 'number') {
    const { summary, code } = report?.error ?? {};
    return {
      verdict: 'unknown',
      detail: String(summary || report?.message || code || 'the registry has no audit'),
    };
  }
  const names = Object.entries(report.vulnerabilities ?? {}).map(
    ([name, { severity }]) => `${name} (${severity})`,
  );
  return report.metadata.vulnerabilities.total === 0
    ? { verdict: 'clean', detail: '' }
    : { verdict: 'vulnerable', detail: names.join(', ') };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8' });
  const { verdict, detail } = judge(stdout);
  if (verdict === 'clean') console.log('Production dependencies have no known vulnerabilities.');
  else if (verdict === 'unknown') console.warn(`NOT CHECKED for known vulnerabilities: ${detail}.`);
  else console.error(`Production dependencies with known vulnerabilities: ${detail}.`);
  process.exitCode = verdict === 'vulnerable' ? 1 : 0;
}
