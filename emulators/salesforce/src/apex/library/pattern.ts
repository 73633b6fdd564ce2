/** System.Pattern and System.Matcher. */
import { NotEmulated } from '../../org/services.ts';
import { apexError } from '../runtime/exceptions.ts';
import { compileRegex, groupOf, replaceByRegex, splitByRegex, type JavaRegex } from '../runtime/java-regex.ts';
import { definePlatformType } from './define.ts';
import { argument, strings } from './support.ts';

export class ApexPattern {
  readonly $type = 'System.Pattern';
  readonly regex: JavaRegex;
  constructor(pattern: string) {
    this.regex = compileRegex(pattern);
  }
  apexText(): string {
    return this.regex.pattern;
  }
}

/** Anchors match at the region's bounds, so matching works on the region's text alone. */
class ApexMatcher {
  readonly $type = 'System.Matcher';
  pattern: ApexPattern;
  input: string;
  regionStart = 0;
  regionEnd: number;
  private match: RegExpExecArray | null = null;
  /** Where `find` goes on, in the region. */
  private nextIndex = 0;

  constructor(pattern: ApexPattern, input: string) {
    this.pattern = pattern;
    this.input = input;
    this.regionEnd = input.length;
  }

  private run(how: 'global' | 'sticky' | 'whole', from: number): boolean {
    const regex = this.pattern.regex[how];
    const text = this.input.slice(this.regionStart, this.regionEnd);
    this.match = null;
    if (from <= text.length) {
      regex.lastIndex = from;
      this.match = regex.exec(text);
    }
    const { match } = this;
    if (match) this.nextIndex = match[0] === '' ? match.index + 1 : match.index + match[0].length;
    else this.nextIndex = text.length + 1;
    return match !== null;
  }

  find(): boolean {
    return this.run('global', this.nextIndex);
  }

  findFrom(start: number): boolean {
    if (start < 0 || start > this.input.length) throw apexError('System.StringException', 'Illegal start index');
    this.reset();
    return this.run('global', start);
  }

  matches(): boolean {
    return this.run('whole', 0);
  }

  lookingAt(): boolean {
    return this.run('sticky', 0);
  }

  reset(input = this.input): this {
    this.input = input;
    return this.region(0, input.length);
  }

  region(start: number, end: number): this {
    if (start < 0 || end > this.input.length || start > end)
      throw apexError('System.StringException', 'Illegal region');
    this.regionStart = start;
    this.regionEnd = end;
    this.match = null;
    this.nextIndex = 0;
    return this;
  }

  get current(): RegExpExecArray {
    if (!this.match) throw apexError('System.StringException', 'No match found');
    return this.match;
  }

  private checked(group: number): number {
    if (group < 0 || group >= this.pattern.regex.groups.length)
      throw apexError('System.StringException', `No group ${group}`);
    return this.pattern.regex.groups[group]!;
  }

  group(group: number): string | null {
    this.checked(group);
    return groupOf(this.pattern.regex, this.current, group);
  }

  /** -1 when the group took no part. */
  bound(group: number, side: 0 | 1): number {
    const index = this.checked(group);
    const bounds = this.current.indices![index] as [number, number] | undefined;
    return bounds ? bounds[side] + this.regionStart : -1;
  }
}

definePlatformType({
  name: 'System.Pattern',
  instance: {
    'matcher(String)': (pattern: ApexPattern, input: string) => new ApexMatcher(pattern, argument(input)),
    'pattern()': (pattern: ApexPattern) => pattern.regex.pattern,
    'split(String)': (pattern: ApexPattern, input: string) =>
      strings(splitByRegex(argument(input), pattern.regex.pattern, 0)),
    'split(String,Integer)': (pattern: ApexPattern, input: string, limit: number) =>
      strings(splitByRegex(argument(input), pattern.regex.pattern, argument(limit))),
  },
  statics: {
    'compile(String)': (regex: string) => new ApexPattern(argument(regex)),
    'matches(String,String)': (regex: string, input: string) =>
      new ApexMatcher(new ApexPattern(argument(regex)), argument(input)).matches(),
    'quote(String)': (text: string) => `\\Q${argument(text).replaceAll('\\E', '\\E\\\\E\\Q')}\\E`,
  },
});

const engineKnows = (what: string) => (): never => {
  throw new NotEmulated(`Matcher.${what}`);
};

definePlatformType({
  name: 'System.Matcher',
  instance: {
    'find()': (matcher: ApexMatcher) => matcher.find(),
    'find(Integer)': (matcher: ApexMatcher, start: number) => matcher.findFrom(argument(start)),
    'matches()': (matcher: ApexMatcher) => matcher.matches(),
    'lookingAt()': (matcher: ApexMatcher) => matcher.lookingAt(),
    'group()': (matcher: ApexMatcher) => matcher.group(0),
    'group(Integer)': (matcher: ApexMatcher, group: number) => matcher.group(argument(group)),
    'groupCount()': (matcher: ApexMatcher) => matcher.pattern.regex.groups.length - 1,
    'start()': (matcher: ApexMatcher) => matcher.bound(0, 0),
    'start(Integer)': (matcher: ApexMatcher, group: number) => matcher.bound(argument(group), 0),
    'end()': (matcher: ApexMatcher) => matcher.bound(0, 1),
    'end(Integer)': (matcher: ApexMatcher, group: number) => matcher.bound(argument(group), 1),
    'pattern()': (matcher: ApexMatcher) => matcher.pattern,
    'usePattern(Pattern)': (matcher: ApexMatcher, pattern: ApexPattern) => {
      matcher.pattern = argument(pattern);
      return matcher;
    },
    'region(Integer,Integer)': (matcher: ApexMatcher, start: number, end: number) =>
      matcher.region(argument(start), argument(end)),
    'regionStart()': (matcher: ApexMatcher) => matcher.regionStart,
    'regionEnd()': (matcher: ApexMatcher) => matcher.regionEnd,
    'reset()': (matcher: ApexMatcher) => matcher.reset(),
    'reset(String)': (matcher: ApexMatcher, input: string) => matcher.reset(argument(input)),
    'replaceAll(String)': (matcher: ApexMatcher, by: string) =>
      replaceByRegex(matcher.input, matcher.pattern.regex, argument(by), true),
    'replaceFirst(String)': (matcher: ApexMatcher, by: string) =>
      replaceByRegex(matcher.input, matcher.pattern.regex, argument(by), false),
    'hasAnchoringBounds()': () => true,
    'hasTransparentBounds()': () => false,
    hitEnd: engineKnows('hitEnd'),
    requireEnd: engineKnows('requireEnd'),
    useAnchoringBounds: engineKnows('useAnchoringBounds'),
    useTransparentBounds: engineKnows('useTransparentBounds'),
  },
  statics: {
    'quoteReplacement(String)': (text: string) => argument(text).replace(/[\\$]/g, '\\$&'),
  },
});
