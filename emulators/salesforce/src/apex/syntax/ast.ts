/**
 * The typed syntax tree of Apex.
 *
 * `syntax/` lowers the parser's tree to these nodes and drops it at once (trees cost 2-4 MB per 1,000 lines).
 * `check/` fills the slots marked "bound": static types, what a name refers to, which overload a call means, which
 * implicit conversion happens. `emit/` reads only this file and the bound slots, never source text.
 *
 * Lines and columns are 1-based, as in the platform's compile errors.
 */
export type * from './declarations.ts';
export type * from './expressions.ts';
export type * from './position.ts';
export type * from './statements.ts';
