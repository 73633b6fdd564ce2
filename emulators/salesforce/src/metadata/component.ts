/** A component on its way into the org, from a source tree or a package. */
import type { Element } from './xml.ts';

export interface Component {
  type: string;
  /** `Account.Key__c` for parts of objects, `Setting.Default` for custom metadata. */
  fullName: string;
  /** Where it came from, for messages. */
  file: string;
  /** Path in metadata format → content; parts of objects have none, their object's file is made on retrieve. */
  files: Map<string, Uint8Array>;
  definition: Element;
  /** Of the managed package it belongs to; none for a subscriber's own. */
  namespace?: string;
}

/** What is wrong with a component, in the words of deploy results. */
export interface ComponentProblem {
  type: string;
  fullName: string;
  file: string;
  line: number | undefined;
  column: number | undefined;
  message: string;
}

export function problemOf(
  component: Pick<Component, 'type' | 'fullName' | 'file'>,
  message: string,
  line?: number,
  column?: number,
): ComponentProblem {
  const { type, fullName, file } = component;
  return { type, fullName, file, line, column, message };
}
