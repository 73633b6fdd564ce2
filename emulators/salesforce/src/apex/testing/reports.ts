/** Test results in formats other tools read. */
import type { TestRun } from './runner.ts';

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
}

export function junit(run: TestRun): string {
  const { summary } = run;
  const failures = summary.failed + summary.notEmulated;
  const cases = run.tests.map((test) => {
    const head = `  <testcase classname="${escapeXml(test.className)}" name="${escapeXml(test.methodName)}" time="${test.time / 1000}"`;
    if (test.outcome === 'pass') return `${head}/>`;
    const message = escapeXml(test.message ?? test.outcome);
    if (test.outcome === 'skip') return `${head}>\n    <skipped message="${message}"/>\n  </testcase>`;
    return `${head}>\n    <failure message="${message}" type="${test.outcome}">${escapeXml(test.stackTrace ?? '')}</failure>\n  </testcase>`;
  });
  const suite = `<testsuite name="apex" tests="${summary.tests}" failures="${failures}" skipped="${summary.skipped}" time="${summary.time / 1000}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${suite}\n${cases.join('\n')}\n</testsuite>\n`;
}

export function lcov(run: TestRun): string {
  return run.coverage
    .map(({ file, lines, total, covered }) => {
      const rows = Object.entries(lines).map(([line, count]) => `DA:${line},${count}`);
      return `SF:${file}\n${rows.join('\n')}\nLF:${total}\nLH:${covered}\nend_of_record\n`;
    })
    .join('');
}
