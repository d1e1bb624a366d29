import { Command } from 'commander';
import { runCalibrate } from './calibrate/calibrate.command.js';
import { describeCalibrate, type CalibrateFlags } from './calibrate/calibrate.options.js';
import type { ExitCode } from './cli.error.js';
import type { CommandContext } from './context.js';
import { runSimulate } from './simulate/simulate.command.js';
import { describeSimulate, type SimulateFlags } from './simulate/simulate.options.js';

/** The whole command line. `ended` is told what the command that was run ended with. */
export function createProgram(
  version: string,
  context: CommandContext,
  ended: (code: ExitCode) => void,
): Command {
  const program = new Command('nestjs-ai-cache')
    .description('Measures and looks after a nestjs-ai-cache.')
    .version(version, '-v, --version')
    .helpCommand('help [command]', 'help for a command')
    .showHelpAfterError('(--help says more)')
    .exitOverride();
  describeCalibrate(program.command('calibrate')).action(async (path: string, flags: CalibrateFlags) => {
    ended(await runCalibrate(path, flags, context));
  });
  describeSimulate(program.command('simulate')).action(async (path: string, flags: SimulateFlags) => {
    ended(await runSimulate(path, flags, context));
  });
  return program;
}
