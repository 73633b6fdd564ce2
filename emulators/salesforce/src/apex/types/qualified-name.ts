/** `acme.Orders`: the name of an own type as code outside of its managed package has to write it. */
import type { Type } from './type.ts';

export function qualifiedName(type: Type): string {
  return type.kind === 'class' && type.package !== undefined ? `${type.package}.${type.name}` : type.name;
}
