/** Statement contexts of the parser to our statements. */
import type * as grammar from '@apexdevtools/apex-parser';
import type { ParserRuleContext } from './grammar.ts';
import type { TypeRef, VariableDeclarator } from './declarations.ts';
import type { Expression } from './expressions.ts';
import type * as ast from './statements.ts';
import { integerLiteral, longLiteral, negated, nullLiteral, stringLiteral } from './literals.ts';
import { lowerArguments, lowerExpression, lowerQualifiedName } from './lower-expressions.ts';
import { lowerTypeRef, positionOf } from './lower-names.ts';
import { LoweringError } from './lowering-error.ts';

export function lowerBlock(context: grammar.BlockContext): ast.Block {
  return { kind: 'block', pos: positionOf(context), statements: context.statement_list().map(lowerStatement) };
}

export function lowerStatement(context: grammar.StatementContext): ast.Statement {
  const child = (context as unknown as ParserRuleContext).children![0] as unknown;
  const pos = positionOf(context);
  if (context.block()) return lowerBlock(context.block());
  if (context.localVariableDeclarationStatement()) {
    const local = context.localVariableDeclarationStatement().localVariableDeclaration();
    return lowerLocal(local, onLocals(local.modifier_list()));
  }
  if (context.expressionStatement()) {
    return {
      kind: 'expressionStatement',
      pos,
      expression: lowerExpression(context.expressionStatement().expression()),
    };
  }
  if (context.ifStatement()) return lowerIf(context.ifStatement());
  if (context.returnStatement()) {
    const value = context.returnStatement().expression();
    return { kind: 'return', pos, expression: value ? lowerExpression(value) : undefined };
  }
  if (context.forStatement()) return lowerFor(context.forStatement());
  if (context.whileStatement()) {
    const loop = context.whileStatement();
    const body = loop.statement();
    return {
      kind: 'while',
      pos,
      condition: lowerExpression(loop.parExpression().expression()),
      body: body ? lowerStatement(body) : { kind: 'block', pos, statements: [] },
    };
  }
  if (context.doWhileStatement()) {
    const loop = context.doWhileStatement();
    const condition = lowerExpression(loop.parExpression().expression());
    return { kind: 'doWhile', pos, body: lowerBlock(loop.block()), condition };
  }
  if (context.throwStatement()) {
    return { kind: 'throw', pos, expression: lowerExpression(context.throwStatement().expression()) };
  }
  if (context.breakStatement()) return { kind: 'break', pos };
  if (context.continueStatement()) return { kind: 'continue', pos };
  if (context.tryStatement()) return lowerTry(context.tryStatement());
  if (context.switchStatement()) return lowerSwitch(context.switchStatement());
  if (context.runAsStatement()) {
    const runAs = context.runAsStatement();
    const [user] = lowerArguments(runAs.expressionList());
    return { kind: 'runAs', pos, user: user ?? nullLiteral(pos), body: lowerBlock(runAs.block()) };
  }
  return lowerDml(context, child as DmlContext);
}

/** Local variables may be final and annotated, nothing else. */
function onLocals(modifiers: grammar.ModifierContext[]): grammar.ModifierContext[] {
  const wrong = modifiers.find((modifier) => !modifier.FINAL() && !modifier.annotation());
  if (wrong)
    throw new LoweringError(
      wrong as unknown as ParserRuleContext,
      `${wrong.getText().toLowerCase()} is not allowed on locals`,
    );
  return modifiers;
}

export function lowerLocal(
  context: grammar.LocalVariableDeclarationContext | grammar.FieldDeclarationContext,
  modifiers: grammar.ModifierContext[],
): ast.LocalDeclaration {
  return {
    kind: 'local',
    pos: positionOf(context),
    isFinal: modifiers.some((modifier) => modifier.FINAL()),
    typeRef: lowerTypeRef(context.typeRef()),
    variables: lowerDeclarators(context.variableDeclarators()),
  };
}

export function lowerDeclarators(context: grammar.VariableDeclaratorsContext): VariableDeclarator[] {
  return context.variableDeclarator_list().map((variable) => {
    const value = variable.expression();
    return {
      pos: positionOf(variable),
      name: variable.id().getText(),
      initializer: value ? lowerExpression(value) : undefined,
    };
  });
}

function lowerIf(context: grammar.IfStatementContext): ast.IfStatement {
  const [then, otherwise] = context.statement_list();
  return {
    kind: 'if',
    pos: positionOf(context),
    condition: lowerExpression(context.parExpression().expression()),
    then: lowerStatement(then!),
    otherwise: otherwise ? lowerStatement(otherwise) : undefined,
  };
}

function lowerFor(context: grammar.ForStatementContext): ast.ForStatement | ast.ForEachStatement {
  const pos = positionOf(context);
  const control = context.forControl();
  const statement = context.statement();
  const body = statement ? lowerStatement(statement) : undefined;
  const each = control.enhancedForControl();
  if (each) {
    const iterable = lowerExpression(each.expression());
    return { kind: 'forEach', pos, typeRef: lowerTypeRef(each.typeRef()), name: each.id().getText(), iterable, body };
  }
  const init = control.forInit();
  const declaration = init?.localVariableDeclaration();
  const condition = control.expression();
  return {
    kind: 'for',
    pos,
    initializer: declaration
      ? lowerLocal(declaration, onLocals(declaration.modifier_list()))
      : init
        ? lowerArguments(init.expressionList())
        : undefined,
    condition: condition ? lowerExpression(condition) : undefined,
    update: lowerArguments(control.forUpdate()?.expressionList()),
    body,
  };
}

function lowerTry(context: grammar.TryStatementContext): ast.TryStatement {
  const last = context.finallyBlock();
  return {
    kind: 'try',
    pos: positionOf(context),
    body: lowerBlock(context.block()),
    catches: context.catchClause_list().map((clause) => ({
      pos: positionOf(clause),
      typeRef: namedType(clause.qualifiedName()),
      name: clause.id().getText(),
      body: lowerBlock(clause.block()),
    })),
    finallyBlock: last ? lowerBlock(last.block()) : undefined,
  };
}

function namedType(context: grammar.QualifiedNameContext): TypeRef {
  return { pos: positionOf(context), name: context.getText(), typeArguments: [] };
}

function lowerSwitch(context: grammar.SwitchStatementContext): ast.SwitchStatement {
  const statement: ast.SwitchStatement = {
    kind: 'switch',
    pos: positionOf(context),
    expression: lowerExpression(context.expression()),
    cases: [],
    otherwise: undefined,
  };
  for (const when of context.whenControl_list()) {
    const value = when.whenValue();
    const body = lowerBlock(when.block());
    const typeRef = value.typeRef();
    if (statement.otherwise)
      throw new LoweringError(when as unknown as ParserRuleContext, "'when else' must be the last when block");
    if (value.ELSE()) statement.otherwise = body;
    else if (typeRef) {
      const binding = { typeRef: lowerTypeRef(typeRef), name: value.id().getText() };
      statement.cases.push({ pos: positionOf(when), values: [], binding, body });
    } else {
      const values = value.whenLiteral_list().map(lowerWhenLiteral);
      statement.cases.push({ pos: positionOf(when), values, binding: undefined, body });
    }
  }
  return statement;
}

function lowerWhenLiteral(context: grammar.WhenLiteralContext): Expression {
  const pos = positionOf(context);
  const inner = context.whenLiteral();
  if (inner) return lowerWhenLiteral(inner);
  const integer = context.IntegerLiteral();
  const long = context.LongLiteral();
  if (integer || long) {
    const literal = integer ? integerLiteral(pos, integer.getText()) : longLiteral(pos, long.getText());
    return context.SUB_list().length % 2 === 1 ? negated(literal, pos) : literal;
  }
  const text = context.StringLiteral() ?? context.MultilineStringLiteral();
  if (text) return stringLiteral(pos, text.getText());
  if (context.NULL()) return nullLiteral(pos);
  return lowerQualifiedName(context.qualifiedName());
}

interface DmlContext {
  expression?(): grammar.ExpressionContext;
  expression_list?(): grammar.ExpressionContext[];
  accessLevel(): grammar.AccessLevelContext | null;
  qualifiedName?(): grammar.QualifiedNameContext | null;
}

function lowerDml(context: grammar.StatementContext, child: DmlContext): ast.DmlStatement {
  const operation: ast.DmlStatement['operation'] | undefined = context.insertStatement()
    ? 'insert'
    : context.updateStatement()
      ? 'update'
      : context.upsertStatement()
        ? 'upsert'
        : context.deleteStatement()
          ? 'delete'
          : context.undeleteStatement()
            ? 'undelete'
            : context.mergeStatement()
              ? 'merge'
              : undefined;
  if (!operation) throw new Error(`statement not known: ${context.getText()}`);
  const access = child.accessLevel();
  const [target, second] = operation === 'merge' ? child.expression_list!() : [child.expression!()];
  return {
    kind: 'dml',
    pos: positionOf(context),
    operation,
    accessMode: access ? (access.USER() ? 'user' : 'system') : undefined,
    target: lowerExpression(target!),
    externalIdField: operation === 'upsert' ? child.qualifiedName!()?.getText() : undefined,
    second: second ? lowerExpression(second) : undefined,
  };
}
