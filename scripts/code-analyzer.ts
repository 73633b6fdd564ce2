/**
 * Salesforce Code Analyzer over the package, as the AppExchange security review runs it: PMD and regex engines, the rules
 * tagged AppExchange, Security and Recommended. Exit 1 when there is a finding of severity 1 or 2 or the analyzer itself failed.
 */
import { join } from 'node:path';
import { CodeAnalyzer, CodeAnalyzerConfig, EventType, type LogEvent, LogLevel } from '@salesforce/code-analyzer-core';
import { createEnginePlugin as pmd } from '@salesforce/code-analyzer-pmd-engine';
import { createEnginePlugin as regex } from '@salesforce/code-analyzer-regex-engine';

const ROOT = join(import.meta.dirname, '..');
const WORST = 2;

const analyzer = new CodeAnalyzer(CodeAnalyzerConfig.fromObject({ config_root: ROOT }));
const problems: string[] = [];
analyzer.onEvent(EventType.LogEvent, (event: LogEvent) => {
  // Warnings of the engines about their own set-up are not findings.
  if (event.logLevel === LogLevel.Error) problems.push(event.message);
});
await analyzer.addEnginePlugin(pmd());
await analyzer.addEnginePlugin(regex());

const workspace = await analyzer.createWorkspace([join(ROOT, 'force-app')]);
const rules = await analyzer.selectRules(['AppExchange', 'Security', 'Recommended'], { workspace });
const results = await analyzer.run(rules, { workspace });

const findings = results.getViolations().map((violation) => {
  const place = violation.getPrimaryLocation();
  return {
    severity: violation.getRule().getSeverityLevel() as number,
    text: `${violation.getRule().getName()}: ${violation.getMessage()} (${place.getFile()?.replace(`${ROOT}/`, '')}:${place.getStartLine()})`,
  };
});
const grave = findings.filter((finding) => finding.severity <= WORST);
for (const finding of grave) console.log(`severity ${finding.severity} ${finding.text}`);
for (const problem of problems) console.log(`analyzer: ${problem}`);
if (process.argv.includes('--all'))
  for (const finding of findings) console.log(`severity ${finding.severity} ${finding.text}`);
console.log(`${rules.getCount()} rules, ${findings.length} findings, ${grave.length} of severity 1-${WORST}`);
process.exitCode = grave.length > 0 || problems.length > 0 || rules.getCount() === 0 ? 1 : 0;
