import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, hasJava, tail } from './command.ts';
import { type Gate, type GateResult, skip, verdict } from './gate.ts';

const QUIET = { SF_DISABLE_TELEMETRY: 'true', SF_AUTOUPDATE_DISABLE: 'true', SF_SKIP_NEW_VERSION_CHECK: 'true' };

/** The real CLI reads the source tree and turns it into what a deploy would send. */
const convert: Gate = {
  name: 'sf project convert source',
  async run(): Promise<GateResult> {
    const folder = await mkdtemp(join(tmpdir(), 'gate-convert-'));
    try {
      const { code, output } = await command(
        'sf',
        ['project', 'convert', 'source', '--root-dir', 'force-app', '--output-dir', join(folder, 'mdapi')],
        {
          env: { ...QUIET, HOME: folder },
        },
      );
      return verdict(code === 0, tail(output));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const componentCompile: Gate = {
  name: 'Lightning platform compile',
  async run(): Promise<GateResult> {
    const { code, output } = await command('node', ['scripts/lwc-platform-check.ts']);
    return verdict(code === 0, tail(output));
  },
};

const codeAnalyzer: Gate = {
  name: 'Salesforce Code Analyzer',
  async run(): Promise<GateResult> {
    if (!(await hasJava())) return skip('no Java on this machine: Salesforce Code Analyzer did not run');
    const { code, output } = await command('node', ['scripts/code-analyzer.ts']);
    return verdict(code === 0, tail(output, 100));
  },
};

export const platformGates: Gate[] = [convert, componentCompile, codeAnalyzer];
