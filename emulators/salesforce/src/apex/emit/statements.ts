/**
 * Statements to JavaScript.
 *
 * Each executable statement first writes its line to the shadow stack and counts itself for coverage. Names used by emitted
 * code: `S` shadow stack, `L` its lines, `$d` this method's depth, `C` coverage counters, `N` null check, `R` the runtime.
 */
import type {
  CatchClause,
  DmlStatement,
  ForEachStatement,
  ForStatement,
  LocalDeclaration,
  Statement,
  SwitchStatement,
  TryStatement,
} from '../syntax/ast.ts';
import type { MethodContext } from './context.ts';
import { checked, convert } from './conversions.ts';
import { localName } from './names.ts';
import { emitSwitch } from './switches.ts';

/** Marks a statement: line register and coverage counter. */
export function mark(context: MethodContext, line: number): string {
  context.statements++;
  const counter = context.unit.isCovered ? `C[${context.unit.executable(line)}]++;` : '';
  return `L[$d]=${line};${counter}`;
}

export function emitStatement(context: MethodContext, node: Statement): string {
  const line = node.pos.line;
  switch (node.kind) {
    case 'block':
      return `{${context.scoped(() => node.statements.map((statement) => context.statement(statement)).join('\n'))}}`;
    case 'local':
      return emitLocal(context, node);
    case 'expressionStatement':
      return `${mark(context, line)}${emitDiscarded(context, node)};`;
    case 'if': {
      const start = mark(context, line);
      const condition = checked(context.expression(node.condition), node.condition);
      const otherwise = node.otherwise ? `else{${context.statement(node.otherwise)}}` : '';
      return `${start}if(${condition}){${context.statement(node.then)}}${otherwise}`;
    }
    case 'while': {
      const condition = checked(context.expression(node.condition), node.condition);
      return `${mark(context, line)}while(${condition}){${loopBody(context, node.body)}}`;
    }
    case 'doWhile': {
      const start = mark(context, line);
      const body = loopBody(context, node.body);
      return `${start}do{${body}}while(${checked(context.expression(node.condition), node.condition)});`;
    }
    case 'for':
      return context.scoped(() => emitFor(context, node));
    case 'forEach':
      return context.scoped(() => emitForEach(context, node));
    case 'return':
      return `${mark(context, line)}return${node.expression ? ` ${context.expression(node.expression)}` : ''};`;
    case 'throw':
      return `${mark(context, line)}throw R.thrown(${context.expression(node.expression)});`;
    case 'break':
      return `${mark(context, line)}break;`;
    case 'continue':
      return `${mark(context, line)}continue;`;
    case 'try':
      return emitTry(context, node);
    case 'switch':
      return emitSwitchStatement(context, node);
    case 'dml':
      return `${mark(context, line)}${emitDml(context, node)};`;
    case 'runAs': {
      const user = context.temporary();
      const start = `${mark(context, line)}${user}=R.beginRunAs(${context.expression(node.user)});`;
      return `${start}try{${context.statement(node.body)}}finally{R.endRunAs(${user});}`;
    }
  }
}

/** The value of an expression statement is not used: `i++` needs no copy of the old value. */
function emitDiscarded(context: MethodContext, node: Extract<Statement, { kind: 'expressionStatement' }>): string {
  const expression = node.expression;
  if (expression.kind === 'postfix') {
    return context.expression({ ...expression, kind: 'unary', operator: expression.operator });
  }
  return context.expression(expression);
}

function emitLocal(context: MethodContext, node: LocalDeclaration): string {
  return node.variables
    .map((variable) => {
      if (!variable.initializer) {
        return `${context.declarator(variable.local!)} ${localName(variable.local!)}=null;`;
      }
      const value = context.expression(variable.initializer);
      return `${mark(context, variable.pos.line)}${context.declarator(variable.local!)} ${localName(variable.local!)}=${value};`;
    })
    .join('');
}

/** A turn of a loop charges the statements of its body. */
function loopBody(context: MethodContext, body: Statement | undefined): string {
  const before = context.statements;
  const code = body ? context.statement(body) : '';
  return `if((S.budget-=${context.statements - before + 1})<0)R.chargeCpu();${code}`;
}

function emitFor(context: MethodContext, node: ForStatement): string {
  const start = mark(context, node.pos.line);
  let initializer = '';
  if (Array.isArray(node.initializer)) {
    initializer = node.initializer.map((expression) => context.expression(expression)).join(',');
  } else if (node.initializer) {
    const variables = node.initializer.variables.map((variable) => {
      const value = variable.initializer ? context.expression(variable.initializer) : 'null';
      context.declare(variable.local!);
      return `${localName(variable.local!)}=${value}`;
    });
    initializer = `let ${variables.join(',')}`;
  }
  const condition = node.condition ? checked(context.expression(node.condition), node.condition) : '';
  const update = node.update.map((expression) => {
    const simple = expression.kind === 'postfix' ? { ...expression, kind: 'unary' as const } : expression;
    return context.expression(simple);
  });
  return `${start}for(${initializer};${condition};${update.join(',')}){${loopBody(context, node.body)}}`;
}

function emitForEach(context: MethodContext, node: ForEachStatement): string {
  const start = mark(context, node.pos.line);
  const iterable = context.expression(node.iterable);
  const local = node.local!;
  context.declare(local);
  const iteration =
    node.mode === 'chunks'
      ? `R.chunks(${iterable},${context.constant(local.type)})`
      : `R.loopOver(${iterable},${context.unit.unit.apiVersion})`;
  const item = context.temporary();
  const type = node.iterable.type;
  const element = type?.kind === 'list' || type?.kind === 'set' ? type.arguments[0] : undefined;
  const value = node.mode === 'iterable' ? convert(item, element, local.type) : item;
  return `${start}for(${item} of ${iteration}){let ${localName(local)}=${value};${loopBody(context, node.body)}}`;
}

function emitTry(context: MethodContext, node: TryStatement): string {
  let code = `try${context.statement(node.body)}`;
  if (node.catches.length > 0) {
    const error = context.temporary();
    const clauses = node.catches.map((clause) => emitCatch(context, clause, error)).join('else ');
    code += `catch($error){S.depth=$d;${error}=R.caught($error);${clauses}else throw ${error};}`;
  }
  if (node.finallyBlock) code += `finally${context.statement(node.finallyBlock)}`;
  return code;
}

function emitCatch(context: MethodContext, clause: CatchClause, error: string): string {
  const type = clause.local!.type;
  const body = context.scoped(() => {
    context.declare(clause.local!);
    return context.statement(clause.body);
  });
  return `if(R.isInstance(${error},${context.constant(type)})){let ${localName(clause.local!)}=${error};${body}}`;
}

function emitSwitchStatement(context: MethodContext, node: SwitchStatement): string {
  return `${mark(context, node.pos.line)}${emitSwitch(context, node)}`;
}

function emitDml(context: MethodContext, node: DmlStatement): string {
  const target = context.expression(node.target);
  const access = node.accessMode ? JSON.stringify(node.accessMode) : 'undefined';
  if (node.operation === 'merge') return `R.merge(${target},${context.expression(node.second!)},${access})`;
  if (node.operation === 'upsert') {
    return `R.upsert(${target},${node.externalId ? JSON.stringify(node.externalId.name) : 'undefined'},${access})`;
  }
  return `R.dml('${node.operation}',${target},${access})`;
}
