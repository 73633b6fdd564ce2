/** System.JSONGenerator. */
import { definePlatformType, type Implementation } from '../define.ts';
import { argument } from '../support.ts';
import { printCompact, printPretty } from './print.ts';
import { toJsonNode } from './serialize.ts';
import { jsonError } from './tokens.ts';
import type { JsonNode } from './tree.ts';

type Container = JsonNode & { kind: 'object' | 'array' };

export class JsonGenerator {
  readonly $type = 'System.JSONGenerator';
  isClosed = false;
  private readonly isPretty: boolean;
  private root: JsonNode | undefined;
  private readonly open: Container[] = [];
  private field: string | null = null;

  constructor(isPretty: boolean) {
    this.isPretty = isPretty;
  }

  write(node: JsonNode): void {
    if (this.isClosed) throw jsonError('Generator is closed');
    const top = this.open[this.open.length - 1];
    if (!top) this.root = node;
    else if (top.kind === 'array') top.items.push(node);
    else {
      if (this.field === null) throw jsonError('Can not write value, expecting field name');
      top.fields.push([this.field, node]);
      this.field = null;
    }
  }

  name(name: string): void {
    if (this.open[this.open.length - 1]?.kind !== 'object' || this.field !== null) {
      throw jsonError('Can not write a field name, expecting a value');
    }
    this.field = argument(name);
  }

  start(kind: Container['kind']): void {
    const node: Container = kind === 'object' ? { kind, fields: [] } : { kind, items: [] };
    this.write(node);
    this.open.push(node);
  }

  end(kind: Container['kind']): void {
    const top = this.open.pop();
    if (top?.kind !== kind) throw jsonError(`Current context not an ${kind.toUpperCase()}`);
  }

  text(): string {
    if (!this.root) return '';
    return this.isPretty ? printPretty(this.root) : printCompact(this.root);
  }
}

const value: Implementation = (generator: JsonGenerator, each: unknown) => generator.write(toJsonNode(each, false));
const field: Implementation = (generator: JsonGenerator, name: string, each: unknown) => {
  generator.name(name);
  generator.write(toJsonNode(each, false));
};

const KINDS = ['Blob', 'Boolean', 'Date', 'DateTime', 'Id', 'Number', 'Object', 'String', 'Time'];
const writers: Record<string, Implementation> = {};
for (const kind of KINDS) {
  writers[`write${kind}`] = value;
  writers[`write${kind}Field`] = field;
}

definePlatformType({
  name: 'System.JSONGenerator',
  instance: {
    ...writers,
    'writeNull()': (generator: JsonGenerator) => generator.write({ kind: 'null' }),
    'writeNullField(String)': (generator: JsonGenerator, name: string) => {
      generator.name(name);
      generator.write({ kind: 'null' });
    },
    'writeFieldName(String)': (generator: JsonGenerator, name: string) => generator.name(name),
    'writeStartObject()': (generator: JsonGenerator) => generator.start('object'),
    'writeEndObject()': (generator: JsonGenerator) => generator.end('object'),
    'writeStartArray()': (generator: JsonGenerator) => generator.start('array'),
    'writeEndArray()': (generator: JsonGenerator) => generator.end('array'),
    'getAsString()': (generator: JsonGenerator) => generator.text(),
    'close()': (generator: JsonGenerator) => {
      generator.isClosed = true;
    },
    'isClosed()': (generator: JsonGenerator) => generator.isClosed,
  },
});
