/** What a test put in the place of the outside world: `Test.setMock`, `Test.setFixedSearchResults`. */
import { current } from '../../transaction/transaction.ts';

const mocks = Symbol('mocks');
const searchResults = Symbol('fixed search results');

/** `Test.setMock(HttpCalloutMock.class, mock)`. @param typeName qualified: `System.HttpCalloutMock` */
export function setMock(typeName: string, mock: unknown): void {
  const { slots } = current();
  const known = (slots.get(mocks) as Map<string, unknown> | undefined) ?? new Map<string, unknown>();
  known.set(typeName.toLowerCase(), mock);
  slots.set(mocks, known);
}

/** The mock of that interface; undefined when the test set none. */
export function mockOf(typeName: string): unknown {
  return (current().slots.get(mocks) as Map<string, unknown> | undefined)?.get(typeName.toLowerCase());
}

export function setFixedSearchResults(ids: string[]): void {
  current().slots.set(searchResults, ids);
}

/** Ids a SOSL search of the running test finds; none unless set. */
export function fixedSearchResults(): string[] {
  return (current().slots.get(searchResults) as string[] | undefined) ?? [];
}
