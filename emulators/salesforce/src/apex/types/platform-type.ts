/** A platform class, interface or enum whose members are read from the table when first asked for. */
import type { ClassType, ConstructorSymbol, FieldSymbol, MethodSymbol, Type } from './type.ts';
import type { TypeLine } from './platform-table.ts';
import { parseMember, parseType, type TypeText } from './signature.ts';

/** Turns the table's type texts into types; the registry offers it. */
export interface TypeReader {
  read(text: TypeText, typeParameters: ReadonlyMap<string, Type>): Type;
  inner(name: string): ClassType[];
  outer(name: string): ClassType | undefined;
}

export class PlatformClass implements ClassType {
  readonly kind = 'class';
  readonly name: string;
  readonly namespace: string;
  readonly form: 'class' | 'interface' | 'enum';
  readonly arguments: Type[];
  readonly isVirtual: boolean;
  readonly constants: string[];
  readonly declaration = undefined;
  readonly file = undefined;
  readonly apiVersion = 67;
  readonly access = 'global';
  readonly isTest = false;
  /** Name without type arguments: the key of the library (`System.Iterable`). */
  readonly baseName: string;
  private readonly line: TypeLine;
  private readonly reader: TypeReader;
  private readonly bindings: ReadonlyMap<string, Type>;
  private readonly cache = new Map<string, unknown>();

  constructor(baseName: string, line: TypeLine, typeArguments: Type[], reader: TypeReader) {
    this.baseName = baseName;
    this.namespace = baseName.slice(0, baseName.indexOf('.'));
    this.name =
      typeArguments.length === 0
        ? baseName
        : `${baseName}<${typeArguments.map((argument) => argument.name).join(',')}>`;
    this.form = line.form;
    this.arguments = typeArguments;
    this.isVirtual = baseName === 'System.Exception' || /Exception$/.test(baseName) || extensible.has(baseName);
    this.constants = line.constants ?? [];
    this.line = line;
    this.reader = reader;
    this.bindings = new Map(
      (line.parameters ?? []).map((parameter, index) => [
        parameter,
        typeArguments[index] ?? ({ kind: 'object', name: 'Object' } as Type),
      ]),
    );
  }

  get isAbstract(): boolean {
    return this.form === 'interface' || this.baseName === 'System.Exception' || abstracts.has(this.baseName);
  }

  get superType(): ClassType | undefined {
    return this.once('super', () =>
      this.line.super ? (this.type(parseType(this.line.super)) as ClassType) : undefined,
    );
  }

  get interfaces(): ClassType[] {
    return this.once('interfaces', () =>
      (this.line.interfaces ?? []).map((text) => this.type(parseType(text)) as ClassType),
    );
  }

  get outer(): ClassType | undefined {
    return this.once('outer', () => this.reader.outer(this.baseName));
  }

  get inner(): ClassType[] {
    return this.once('inner', () => this.reader.inner(this.baseName));
  }

  get fields(): FieldSymbol[] {
    return this.once('fields', () => [
      ...(this.line.properties ?? []).map((text) => this.field(text, false)),
      ...(this.line.staticProperties ?? []).map((text) => this.field(text, true)),
    ]);
  }

  get methods(): MethodSymbol[] {
    return this.once('methods', () => [
      ...(this.line.methods ?? []).map((text) => this.method(text, false)),
      ...(this.line.statics ?? []).map((text) => this.method(text, true)),
    ]);
  }

  get constructors(): ConstructorSymbol[] {
    return this.once('constructors', () =>
      (this.line.constructors ?? []).map((text) => {
        const member = parseMember(text, this.parameters);
        return {
          owner: this,
          parameters: member.parameters.map((parameter) => this.type(parameter.type)),
          parameterNames: member.parameters.map((parameter) => parameter.name),
          access: 'global' as const,
          isTestVisible: false,
          key: member.key,
        };
      }),
    );
  }

  private get parameters(): string[] {
    return this.line.parameters ?? [];
  }

  private type(text: TypeText): Type {
    return this.reader.read(text, this.bindings);
  }

  private field(text: string, isStatic: boolean): FieldSymbol {
    const member = parseMember(text, this.parameters);
    return {
      name: member.name,
      type: this.type(member.result!),
      owner: this,
      isStatic,
      isFinal: false,
      isTransient: false,
      access: 'global',
      form: 'property',
      isTestVisible: false,
    };
  }

  private method(text: string, isStatic: boolean): MethodSymbol {
    const member = parseMember(text, this.parameters);
    return {
      name: member.name,
      owner: this,
      parameters: member.parameters.map((parameter) => this.type(parameter.type)),
      parameterNames: member.parameters.map((parameter) => parameter.name),
      returnType: this.type(member.result!),
      isStatic,
      isAbstract: this.form === 'interface',
      isVirtual: !isStatic,
      isOverride: false,
      access: 'global',
      isTestVisible: false,
      declaration: undefined,
      key: member.key,
    };
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.cache.has(key)) this.cache.set(key, make());
    return this.cache.get(key) as T;
  }
}

/** Platform classes the project may extend, besides exceptions. */
const extensible = new Set([
  'Auth.AuthProviderPluginClass',
  'Auth.ConnectedAppPlugin',
  'Auth.Oauth2TokenExchangeHandler',
  'DataSource.Provider',
  'DataSource.Connection',
  'VisualEditor.DynamicPickList',
  'Messaging.Email',
  'Metadata.DeployCallbackContext',
  'ConnectApi.BaseEndpointExtension',
]);
const abstracts = new Set([
  'DataSource.Provider',
  'DataSource.Connection',
  'VisualEditor.DynamicPickList',
  'Messaging.Email',
  'Auth.AuthProviderPluginClass',
  'Auth.ConnectedAppPlugin',
]);
