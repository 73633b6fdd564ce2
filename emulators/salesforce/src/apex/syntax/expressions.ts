/** Expressions and what names in them refer to. */
import type { Node } from './position.ts';
import type { TypeRef, LocalVariable } from './declarations.ts';
import type { FieldInfo, ObjectInfo } from '../../schema/model.ts';
import type { ConstructorSymbol, FieldSymbol, MethodSymbol, Type } from '../types/type.ts';

interface ExpressionNode extends Node {
  /** Bound: the static type before `convertTo`. `Void` for calls without a result, `Null` for the literal. */
  type?: Type;
  /** Bound: set where the context needs an implicit conversion (Integer → Decimal, Date → Datetime, String → Id …). */
  convertTo?: Type;
}

export type Expression =
  | LiteralExpression
  | NameExpression
  | ThisExpression
  | SuperExpression
  | FieldExpression
  | CallExpression
  | NewExpression
  | NewArrayExpression
  | NewListExpression
  | NewMapExpression
  | CastExpression
  | InstanceOfExpression
  | UnaryExpression
  | PostfixExpression
  | BinaryExpression
  | AssignmentExpression
  | ConditionalExpression
  | CoalesceExpression
  | IndexExpression
  | ClassLiteralExpression
  | QueryExpression
  | SearchExpression;

export interface LiteralExpression extends ExpressionNode {
  kind: 'literal';
  /** `decimal` covers `1.5` (typed Decimal where it matters, assignable to Double) and `double` the form `1.5d`. */
  literal: 'null' | 'boolean' | 'integer' | 'long' | 'decimal' | 'double' | 'string';
  /** Numbers stay text (`12`, `99999999999`, `1.50`) so that no digit is lost; strings are unescaped; booleans `true`/`false`. */
  value: string;
}

export interface NameExpression extends ExpressionNode {
  kind: 'name';
  name: string;
  binding?: Binding;
}

export interface ThisExpression extends ExpressionNode {
  kind: 'this';
}

export interface SuperExpression extends ExpressionNode {
  kind: 'super';
}

/** `a.b`, `a?.b`; also every dotted type name, until `check/` says what it is. */
export interface FieldExpression extends ExpressionNode {
  kind: 'fieldAccess';
  target: Expression;
  name: string;
  isSafe: boolean;
  binding?: Binding;
}

/** What a name or a dotted name refers to. */
export type Binding =
  | { kind: 'local'; local: LocalVariable }
  /** A user or platform field or property; an unqualified instance field means `this`. */
  | { kind: 'field'; field: FieldSymbol }
  /** A type used as an expression target: `Math` in `Math.abs(x)`, `Outer.Inner` in `Outer.Inner.run()`. */
  | { kind: 'type'; type: Type }
  /** A namespace prefix such as `System` or `Schema` in `System.Math`. */
  | { kind: 'namespace'; name: string }
  | { kind: 'enumConstant'; type: Type; constant: string }
  /** `record.Field`: the canonical API name is `field.name`. */
  | { kind: 'sobjectField'; field: FieldInfo }
  /** `record.Parent__r` or `record.Owner`: the lookup field it follows. */
  | { kind: 'sobjectParent'; field: FieldInfo }
  /** `record.Contacts`: child relationship name, canonical. */
  | { kind: 'sobjectChildren'; relationship: string; child: ObjectInfo }
  /** `Account.Name` in an expression: an SObjectField token. */
  | { kind: 'fieldToken'; object: ObjectInfo; field: FieldInfo }
  /** `Account.SObjectType`, `Schema.Account.SObjectType`: an SObjectType token. */
  | { kind: 'objectToken'; object: ObjectInfo }
  /** `Schema.SObjectType.Account`: a DescribeSObjectResult. */
  | { kind: 'objectDescribe'; object: ObjectInfo }
  /** `Schema.SObjectType.Account.fields.Name` / `.fieldSets.X`. */
  | { kind: 'fieldDescribe'; object: ObjectInfo; field: FieldInfo }
  | { kind: 'fieldSetDescribe'; object: ObjectInfo; fieldSet: string }
  /** `Label.X`, `System.Label.X`, `Label.ns.X`. */
  | { kind: 'label'; name: string }
  | { kind: 'page'; name: string }
  /** `Trigger.new` and the like; `member` is canonical: `new`, `old`, `newMap`, `isInsert`, `operationType`, `size` … */
  | { kind: 'triggerMember'; member: string };

export interface CallExpression extends ExpressionNode {
  kind: 'call';
  /** Undefined for an unqualified call; `this(...)`/`super(...)` calls have a ThisExpression/SuperExpression target and name ''. */
  target: Expression | undefined;
  name: string;
  arguments: Expression[];
  isSafe: boolean;
  /** Bound: the chosen overload (instance calls on user classes are virtual, unless the target is `super`). */
  method?: MethodSymbol;
  /** Bound for `this(...)` / `super(...)`. */
  constructorSymbol?: ConstructorSymbol;
}

/** `new Foo(a)`, `new List<Account>()`, `new Account(Name = 'x')`. */
export interface NewExpression extends ExpressionNode {
  kind: 'new';
  typeRef: TypeRef;
  arguments: Expression[];
  /** `new Account(Name = 'x')`: in source order; `arguments` is empty then. */
  namedArguments: NamedArgument[];
  constructorSymbol?: ConstructorSymbol;
}

export interface NamedArgument extends Node {
  name: string;
  value: Expression;
  /** Bound: the field, or the lookup field when a parent record is given (`Account = new Account(Key__c = 'x')`). */
  binding?: Binding;
}

/** `new Integer[6]`. */
export interface NewArrayExpression extends ExpressionNode {
  kind: 'newArray';
  /** The element type. */
  typeRef: TypeRef;
  size: Expression;
}

/** `new List<X>{a, b}`, `new Set<X>{a, b}`, `new X[]{a, b}`: `typeRef` is the collection's type. */
export interface NewListExpression extends ExpressionNode {
  kind: 'newList';
  typeRef: TypeRef;
  elements: Expression[];
}

export interface NewMapExpression extends ExpressionNode {
  kind: 'newMap';
  typeRef: TypeRef;
  entries: { key: Expression; value: Expression }[];
}

export interface CastExpression extends ExpressionNode {
  kind: 'cast';
  typeRef: TypeRef;
  expression: Expression;
}

export interface InstanceOfExpression extends ExpressionNode {
  kind: 'instanceOf';
  expression: Expression;
  typeRef: TypeRef;
}

export interface UnaryExpression extends ExpressionNode {
  kind: 'unary';
  operator: '+' | '-' | '!' | '~' | '++' | '--';
  operand: Expression;
}

export interface PostfixExpression extends ExpressionNode {
  kind: 'postfix';
  operator: '++' | '--';
  operand: Expression;
}

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '<<'
  | '>>'
  | '>>>'
  | '&'
  | '|'
  | '^'
  | '&&'
  | '||'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | '==='
  | '!==';

/** How a binary operator works on its operands; both are converted (`convertTo`) to the operation's type first. */
export type Operation =
  | 'integer'
  | 'long'
  | 'double'
  | 'decimal'
  | 'boolean'
  /** `+` with a String on either side; operands are not converted, null prints `null`. */
  | 'concat'
  /** Comparison of Strings (case-insensitive). */
  | 'string'
  | 'id'
  | 'date'
  | 'datetime'
  | 'time'
  /** Date + Integer (days), Datetime + number (days). */
  | 'dateArithmetic'
  /** `==` on SObjects, collections, platform and user objects: deep equality, or `equals`. */
  | 'equality'
  /** `===`. */
  | 'identity';

export interface BinaryExpression extends ExpressionNode {
  kind: 'binary';
  operator: BinaryOperator;
  left: Expression;
  right: Expression;
  operation?: Operation;
}

export interface AssignmentExpression extends ExpressionNode {
  kind: 'assignment';
  /** `=` or a compound operator's binary part: `+=` has `operator: '+'`. */
  operator: '=' | BinaryOperator;
  target: Expression;
  value: Expression;
  /** Bound for compound operators. */
  operation?: Operation;
  /** bound: what the target's old value becomes for the operation, where that is another type */
  operandType?: Type;
}

export interface ConditionalExpression extends ExpressionNode {
  kind: 'conditional';
  condition: Expression;
  then: Expression;
  otherwise: Expression;
}

/** `a ?? b`. */
export interface CoalesceExpression extends ExpressionNode {
  kind: 'coalesce';
  left: Expression;
  right: Expression;
}

export interface IndexExpression extends ExpressionNode {
  kind: 'index';
  target: Expression;
  index: Expression;
}

/** `Foo.class`. */
export interface ClassLiteralExpression extends ExpressionNode {
  kind: 'classLiteral';
  typeRef: TypeRef;
}

/** `[SELECT …]`. `type` is List<X>; the context may convert it to one record (`convertTo`) or to Integer (COUNT()). */
export interface QueryExpression extends ExpressionNode {
  kind: 'query';
  /** The query with each bind replaced by `:bind0`, `:bind1` … in order of `binds`. */
  text: string;
  binds: Expression[];
  /** Bound: what FROM names. */
  object?: ObjectInfo;
}

/** `[FIND …]`. */
export interface SearchExpression extends ExpressionNode {
  kind: 'search';
  text: string;
  binds: Expression[];
}
