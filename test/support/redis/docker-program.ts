import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { lastLine, type RunCommand } from '../process/commands.js';
import { reapAtExit, reaped } from '../process/reaper.js';
import { parseVersion, type FlavourDescription, type ServerVersion } from './flavour.js';
import type { RunningProgram } from '../process/launch.js';
import type { FindProgram, ServerProgram } from './server-program.js';

/** A server in a container. The host's network is used, so that cluster nodes and sentinels find each other by the same addresses as the test does. */
export class DockerProgram implements ServerProgram {
  readonly origin: string;

  constructor(
    readonly server: ServerVersion,
    private readonly image: string,
    private readonly run: RunCommand,
  ) {
    this.origin = `Docker image ${image}`;
  }

  launch({ dir, args, logFile }: { dir: string; args: readonly string[]; logFile: string }): RunningProgram {
    const name = `nestjs-ai-cache-${randomUUID()}`;
    const log = openSync(logFile, 'a');
    reapAtExit(name);
    const child = spawn('docker', dockerArguments(name, this.image, this.server, dir, args), {
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.unref();
    let ended = false;
    const exited = new Promise<void>((resolve) => {
      const end = (): void => {
        ended = true;
        reaped(name);
        resolve();
      };
      child.once('exit', end);
      child.once('error', end);
    });
    const docker = async (...rest: string[]): Promise<string> => {
      const { code, stdout, stderr } = await this.run('docker', rest);
      if (code !== 0 && !ended) throw new Error(`docker ${rest.join(' ')} failed: ${lastLine(stderr)}`);
      return stdout.trim();
    };
    return {
      pid: async () => Number(await docker('inspect', '--format', '{{.State.Pid}}', name)),
      signal: async (signal) => {
        child.ref();
        if (!ended) await docker('kill', `--signal=${signal}`, name);
      },
      exited,
      hasExited: () => ended,
    };
  }
}

/** The arguments of `docker run`: the server as this user, in a folder that has the same path inside and outside. */
export function dockerArguments(
  name: string,
  image: string,
  server: ServerVersion,
  dir: string,
  args: readonly string[],
): string[] {
  const user = `${String(process.getuid?.() ?? 0)}:${String(process.getgid?.() ?? 0)}`;
  const run = ['run', '--rm', '--name', name, '--network', 'host', '--user', user];
  const place = ['--volume', `${dir}:${dir}`, '--workdir', dir, '--entrypoint', `${server.product}-server`];
  return [...run, ...place, image, ...args];
}

/** A server from an image, when a Docker engine answers: the client alone, without an engine, is no use. */
export function programInDocker(
  flavour: FlavourDescription,
  run: RunCommand,
  platform: NodeJS.Platform = process.platform,
): FindProgram {
  return async () => {
    const engine = await run('docker', ['info', '--format', '{{.ServerVersion}}'], { timeoutMs: 20_000 });
    if (engine.code === -1 && /ENOENT/.test(engine.stderr)) return 'Docker is not installed';
    // Without an engine some clients still exit with 0 and print no version.
    if (engine.code !== 0 || !/\d/.test(engine.stdout))
      return 'Docker is installed but its engine does not answer';
    if (platform !== 'linux')
      return "Docker's host network, which the test servers need, exists on Linux only";
    const image = flavour.dockerImage;
    if ((await run('docker', ['image', 'inspect', image])).code !== 0) {
      const pull = await run('docker', ['pull', '--quiet', image], { timeoutMs: 300_000 });
      if (pull.code !== 0) return `Docker cannot pull ${image} (${lastLine(pull.stderr)})`;
    }
    const product = image.startsWith('valkey') ? 'valkey' : 'redis';
    const version = await run('docker', [
      'run',
      '--rm',
      '--entrypoint',
      `${product}-server`,
      image,
      '--version',
    ]);
    const server = parseVersion(version.stdout);
    if (server === undefined || !flavour.accepts(server)) {
      return `${image} does not run here as ${flavour.title} (${lastLine(version.stderr + version.stdout)})`;
    }
    return new DockerProgram(server, image, run);
  };
}
