/** Enum constants by type and name; one object per constant, made when first asked for. */
import type { ClassType } from '../types/type.ts';
import { ApexEnum } from './enum.ts';
import { orderedConstants } from './enum-order.ts';
import { apexError } from './exceptions.ts';
import { ApexList } from './list.ts';

const constants = new WeakMap<ClassType, ApexEnum[]>();

/** In order of declaration. */
export function enumConstants(type: ClassType): ApexEnum[] {
  let all = constants.get(type);
  if (!all) {
    all = orderedConstants(type).map((name, ordinal) => new ApexEnum(type, name, ordinal));
    constants.set(type, all);
  }
  return all;
}

export function findEnumConstant(type: ClassType, name: string): ApexEnum | undefined {
  const wanted = name.toLowerCase();
  return enumConstants(type).find((each) => each.name.toLowerCase() === wanted);
}

/** A constant that the checker has seen. */
export function enumConstant(type: ClassType, name: string): ApexEnum {
  const found = findEnumConstant(type, name);
  if (!found) throw new Error(`enum ${type.name} has no constant ${name}`);
  return found;
}

export function enumValues(type: ClassType): ApexList {
  return new ApexList(type, [...enumConstants(type)]);
}

/** @throws NoSuchElementException */
export function enumValueOf(type: ClassType, name: string | null): ApexEnum {
  const found = name === null ? undefined : findEnumConstant(type, name);
  if (!found) throw apexError('System.NoSuchElementException', `No enum constant ${type.name}.${name}`);
  return found;
}
