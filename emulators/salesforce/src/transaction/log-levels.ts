/** How much a debug log tells: a level for each category, and what an event needs to be written. */

const LEVELS = ['NONE', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'FINE', 'FINER', 'FINEST'] as const;

export type LogLevel = (typeof LEVELS)[number];

/** Categories by the names that DebugLevel and the header of a log have for them. */
export const CATEGORIES = {
  ApexCode: 'APEX_CODE',
  ApexProfiling: 'APEX_PROFILING',
  Callout: 'CALLOUT',
  Database: 'DB',
  Nba: 'NBA',
  System: 'SYSTEM',
  Validation: 'VALIDATION',
  Visualforce: 'VISUALFORCE',
  Wave: 'WAVE',
  Workflow: 'WORKFLOW',
} as const;

type Category = (typeof CATEGORIES)[keyof typeof CATEGORIES];

/** Categories that are not named say nothing. */
export type LogLevels = Partial<Record<Category, LogLevel>>;

/** Where nobody says how much. */
export const USUAL: LogLevels = {
  APEX_CODE: 'DEBUG',
  APEX_PROFILING: 'INFO',
  CALLOUT: 'INFO',
  DB: 'INFO',
  NBA: 'INFO',
  SYSTEM: 'DEBUG',
  VALIDATION: 'INFO',
  VISUALFORCE: 'INFO',
  WAVE: 'INFO',
  WORKFLOW: 'INFO',
};

export const EVERYTHING: LogLevels = Object.fromEntries(Object.values(CATEGORIES).map((name) => [name, 'FINEST']));

/** From which level on an event is written; what is not here always is. */
const EVENTS: Record<string, [Category, LogLevel]> = {
  USER_INFO: ['APEX_CODE', 'ERROR'],
  EXECUTION_STARTED: ['APEX_CODE', 'ERROR'],
  EXECUTION_FINISHED: ['APEX_CODE', 'ERROR'],
  CODE_UNIT_STARTED: ['APEX_CODE', 'ERROR'],
  CODE_UNIT_FINISHED: ['APEX_CODE', 'ERROR'],
  FATAL_ERROR: ['APEX_CODE', 'ERROR'],
  EXCEPTION_THROWN: ['APEX_CODE', 'INFO'],
  CUMULATIVE_LIMIT_USAGE: ['APEX_PROFILING', 'INFO'],
  CUMULATIVE_LIMIT_USAGE_END: ['APEX_PROFILING', 'INFO'],
  LIMIT_USAGE_FOR_NS: ['APEX_PROFILING', 'INFO'],
  SOQL_EXECUTE_BEGIN: ['DB', 'INFO'],
  SOQL_EXECUTE_END: ['DB', 'INFO'],
  SOSL_EXECUTE_BEGIN: ['DB', 'INFO'],
  SOSL_EXECUTE_END: ['DB', 'INFO'],
  DML_BEGIN: ['DB', 'INFO'],
  DML_END: ['DB', 'INFO'],
  FLOW_START_INTERVIEWS_BEGIN: ['WORKFLOW', 'INFO'],
  FLOW_START_INTERVIEWS_END: ['WORKFLOW', 'INFO'],
  FLOW_ELEMENT_BEGIN: ['WORKFLOW', 'FINE'],
  FLOW_ELEMENT_ERROR: ['WORKFLOW', 'ERROR'],
};

/** @param parts what follows the event's name: the level of `System.debug` is among them */
export function isWritten(levels: LogLevels, event: string, parts: readonly (string | number)[]): boolean {
  if (event === 'USER_DEBUG') return reaches(levels.APEX_CODE, String(parts[1]));
  const needs = EVENTS[event];
  return needs === undefined || reaches(levels[needs[0]], needs[1]);
}

function reaches(level: LogLevel | undefined, needed: string): boolean {
  return rank(level ?? 'NONE') >= Math.max(1, rank(needed));
}

/** Rank of a level; code may name one that only the platform's own debugging has. */
function rank(level: string): number {
  const found = (LEVELS as readonly string[]).indexOf(level);
  return found < 0 ? LEVELS.length : found;
}

/** A level as callers spell it; undefined when there is none of that name. */
export function levelNamed(name: unknown): LogLevel | undefined {
  return LEVELS.find((each) => each === String(name).toUpperCase());
}

/** `APEX_CODE,DEBUG;…`, as the first line of a log says it. */
export function levelsText(levels: LogLevels): string {
  return Object.entries(levels)
    .filter(([, level]) => level !== 'NONE')
    .map(([category, level]) => `${category},${level}`)
    .join(';');
}
