/** A constant of an enum. There is one object per constant, so identity is equality; `enums.ts` makes them. */
import type { ClassType } from '../types/type.ts';

export class ApexEnum {
  readonly type: ClassType;
  readonly name: string;
  readonly ordinal: number;

  constructor(type: ClassType, name: string, ordinal: number) {
    this.type = type;
    this.name = name;
    this.ordinal = ordinal;
  }

  toString(): string {
    return this.name;
  }

  toJSON(): string {
    return this.name;
  }
}
