/**
 * The typed syntax tree of Apex.
 *
 * `syntax/` lowers the parser's tree to these nodes and drops it at once (trees cost 2-4 MB per 1,000 lines).
 * `check/` fills the slots marked "bound": static types, what a name refers to, which overload a call means, which
 * implicit conversion happens. `emit/` reads only this file and the bound slots, never source text.
 *
 * Lines and columns are 1-based, as in the platform's compile errors.
 */
import type { FieldInfo, ObjectInfo } from '../../schema/model.ts';
import type { ConstructorSymbol, FieldSymbol, MethodSymbol, Type } from '../types/type.ts';

export interface Position {
  line: number;
  column: number;
}

interface Node {
  pos: Position;
}

// ---------------------------------------------------------------------------------------------- declarations

export type CompilationUnit = ClassUnit | TriggerUnit | AnonymousUnit;

export interface ClassUnit {
  kind: 'classUnit';
  /** Path or component name used in error messages and stack traces. */
  file: string;
  /** The class's own apiVersion, e.g. 67; decides the access-mode and sharing defaults. */
  apiVersion: number;
  declaration: TypeDeclaration;
}

export interface TriggerUnit extends Node {
  kind: 'triggerUnit';
  file: string;
  apiVersion: number;
  name: string;
  objectName: string;
  events: TriggerEvent[];
  body: Block;
  /** Bound: locals needed by `body`. */
  object?: ObjectInfo;
}

export type TriggerEvent =
  | 'before insert'
  | 'before update'
  | 'before delete'
  | 'after insert'
  | 'after update'
  | 'after delete'
  | 'after undelete';

export interface AnonymousUnit extends Node {
  kind: 'anonymousUnit';
  file: string;
  apiVersion: number;
  /** Methods and classes declared at the top of the block. */
  members: (MethodDeclaration | TypeDeclaration)[];
  body: Block;
}

export interface Annotation extends Node {
  /** As written, without `@`; compare case-insensitively. */
  name: string;
  /** `@IsTest(SeeAllData=true)` gives `{seealldata: true}`; a single unnamed value is under the key `value`. Keys are lower case. */
  parameters: Record<string, string | boolean>;
}

export interface Modifiers {
  access: 'private' | 'protected' | 'public' | 'global' | undefined;
  isStatic: boolean;
  isAbstract: boolean;
  isVirtual: boolean;
  isOverride: boolean;
  isFinal: boolean;
  isTransient: boolean;
  /** The old `testMethod` keyword. */
  isTestMethod: boolean;
  isWebService: boolean;
  sharing: 'with' | 'without' | 'inherited' | undefined;
  annotations: Annotation[];
}

export type TypeDeclaration = ClassDeclaration | InterfaceDeclaration | EnumDeclaration;

interface Declaration extends Node {
  name: string;
  modifiers: Modifiers;
}

export interface ClassDeclaration extends Declaration {
  kind: 'class';
  superType: TypeRef | undefined;
  interfaces: TypeRef[];
  members: Member[];
  /** Bound: the symbol of this class. */
  type?: Type;
}

export interface InterfaceDeclaration extends Declaration {
  kind: 'interface';
  superTypes: TypeRef[];
  methods: MethodDeclaration[];
  type?: Type;
}

export interface EnumDeclaration extends Declaration {
  kind: 'enum';
  constants: string[];
  type?: Type;
}

export type Member =
  | FieldDeclaration
  | PropertyDeclaration
  | MethodDeclaration
  | ConstructorDeclaration
  | InitializerBlock
  | TypeDeclaration;

export interface FieldDeclaration extends Node {
  kind: 'field';
  modifiers: Modifiers;
  typeRef: TypeRef;
  variables: VariableDeclarator[];
}

export interface VariableDeclarator extends Node {
  name: string;
  initializer: Expression | undefined;
  /** Bound for fields. */
  field?: FieldSymbol;
  /** Bound for locals. */
  local?: LocalVariable;
}

export interface PropertyDeclaration extends Declaration {
  kind: 'property';
  typeRef: TypeRef;
  getter: Accessor | undefined;
  setter: Accessor | undefined;
  field?: FieldSymbol;
}

export interface Accessor extends Node {
  access: Modifiers['access'];
  /** Undefined for the automatic form `get;`. */
  body: Block | undefined;
  /** Bound: the implicit `value` parameter of a setter. */
  valueLocal?: LocalVariable;
}

export interface MethodDeclaration extends Declaration {
  kind: 'method';
  returnType: TypeRef;
  parameters: Parameter[];
  /** Undefined for abstract and interface methods. */
  body: Block | undefined;
  method?: MethodSymbol;
}

export interface ConstructorDeclaration extends Declaration {
  kind: 'constructor';
  parameters: Parameter[];
  body: Block;
  constructorSymbol?: ConstructorSymbol;
}

export interface InitializerBlock extends Node {
  kind: 'initializer';
  isStatic: boolean;
  body: Block;
}

export interface Parameter extends Node {
  name: string;
  isFinal: boolean;
  typeRef: TypeRef;
  local?: LocalVariable;
}

/** `Map<String, List<Account>>[]` → name `List`, arguments [Map<…>]; arrays are lowered to List. `void` is a name too. */
export interface TypeRef extends Node {
  /** Dotted, as written: `String`, `Schema.SObjectType`, `Outer.Inner`, `ns__Object__c`. */
  name: string;
  typeArguments: TypeRef[];
  /** Bound. */
  type?: Type;
}

/** A local variable or parameter; one object per declaration, shared by all names that refer to it. */
export interface LocalVariable {
  name: string;
  type: Type;
  isFinal: boolean;
  /** Unique within the method: emitters may use it as the JavaScript name. */
  id: number;
}

// ------------------------------------------------------------------------------------------------ statements

export type Statement =
  | Block
  | LocalDeclaration
  | ExpressionStatement
  | IfStatement
  | WhileStatement
  | DoWhileStatement
  | ForStatement
  | ForEachStatement
  | ReturnStatement
  | ThrowStatement
  | BreakStatement
  | ContinueStatement
  | TryStatement
  | SwitchStatement
  | DmlStatement
  | RunAsStatement;

export interface Block extends Node {
  kind: 'block';
  statements: Statement[];
}

export interface LocalDeclaration extends Node {
  kind: 'local';
  isFinal: boolean;
  typeRef: TypeRef;
  variables: VariableDeclarator[];
}

export interface ExpressionStatement extends Node {
  kind: 'expressionStatement';
  expression: Expression;
}

export interface IfStatement extends Node {
  kind: 'if';
  condition: Expression;
  then: Statement;
  otherwise: Statement | undefined;
}

export interface WhileStatement extends Node {
  kind: 'while';
  condition: Expression;
  body: Statement;
}

export interface DoWhileStatement extends Node {
  kind: 'doWhile';
  body: Statement;
  condition: Expression;
}

export interface ForStatement extends Node {
  kind: 'for';
  initializer: LocalDeclaration | Expression[] | undefined;
  condition: Expression | undefined;
  update: Expression[];
  body: Statement | undefined;
}

export interface ForEachStatement extends Node {
  kind: 'forEach';
  typeRef: TypeRef;
  name: string;
  iterable: Expression;
  body: Statement | undefined;
  local?: LocalVariable;
  /** Bound: `records` = one row per turn, `chunks` = lists of 200 rows; both only where `iterable` is a SOQL expression. */
  mode?: 'iterable' | 'records' | 'chunks';
}

export interface ReturnStatement extends Node {
  kind: 'return';
  expression: Expression | undefined;
}

export interface ThrowStatement extends Node {
  kind: 'throw';
  expression: Expression;
}

export interface BreakStatement extends Node {
  kind: 'break';
}

export interface ContinueStatement extends Node {
  kind: 'continue';
}

export interface TryStatement extends Node {
  kind: 'try';
  body: Block;
  catches: CatchClause[];
  finallyBlock: Block | undefined;
}

export interface CatchClause extends Node {
  typeRef: TypeRef;
  name: string;
  body: Block;
  local?: LocalVariable;
}

export interface SwitchStatement extends Node {
  kind: 'switch';
  expression: Expression;
  cases: SwitchCase[];
  otherwise: Block | undefined;
}

export interface SwitchCase extends Node {
  /** Literals, enum constants (bare names), `null`; or one typed binding `when Account a`. */
  values: Expression[];
  binding: { typeRef: TypeRef; name: string; local?: LocalVariable } | undefined;
  body: Block;
}

export interface DmlStatement extends Node {
  kind: 'dml';
  operation: 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';
  /** `insert as user x`. */
  accessMode: 'user' | 'system' | undefined;
  target: Expression;
  /** The external id field of an upsert, as written (`Key__c` or `Obj__c.Key__c`). */
  externalIdField: string | undefined;
  /** The losing record(s) of a merge. */
  second: Expression | undefined;
  externalId?: FieldInfo;
}

export interface RunAsStatement extends Node {
  kind: 'runAs';
  user: Expression;
  body: Block;
}

// ----------------------------------------------------------------------------------------------- expressions

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
