// Whether a value from the wire is exactly of a type of src/protocol/protocol.ts: every key that is declared, no other,
// each of its type. Reads the declarations themselves, so that there is no second list to keep.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Commands, FleetingEvent, StreamEvent } from "../../src/protocol/protocol";

const file = join(import.meta.dirname, "../../src/protocol/protocol.ts");
const source = ts.createSourceFile(
  file,
  readFileSync(file, "utf8"),
  ts.ScriptTarget.ES2022,
  /* setParentNodes */ true,
);

const interfaces = new Map<string, ts.InterfaceDeclaration>();
const aliases = new Map<string, ts.TypeNode>();
for (const statement of source.statements) {
  if (ts.isInterfaceDeclaration(statement)) interfaces.set(statement.name.text, statement);
  if (ts.isTypeAliasDeclaration(statement)) aliases.set(statement.name.text, statement.type);
}

type Members = Map<string, { type: ts.TypeNode; optional: boolean }>;

function membersOf(elements: ts.NodeArray<ts.TypeElement>): Members {
  const members: Members = new Map();
  for (const element of elements) {
    if (!ts.isPropertySignature(element) || !element.type) continue;
    const name = ts.isStringLiteral(element.name) ? element.name.text : element.name.getText();
    members.set(name, { type: element.type, optional: element.questionToken !== undefined });
  }
  return members;
}

function membersOfInterface(name: string): Members {
  const found = interfaces.get(name);
  if (!found) throw new Error(`protocol.ts declares no interface ${name}`);
  return membersOf(found.members);
}

/** What is wrong with `value`, a sentence for each place; empty = it is exactly of this type. */
function complaints(type: ts.TypeNode, value: unknown, place: string): string[] {
  const unlike = [`${place} is ${JSON.stringify(value)}, ${type.getText()} was declared`];
  const fits = (yes: boolean): string[] => (yes ? [] : unlike);
  switch (type.kind) {
    case ts.SyntaxKind.NumberKeyword:
      return fits(Number.isSafeInteger(value));
    case ts.SyntaxKind.StringKeyword:
      return fits(typeof value === "string");
    case ts.SyntaxKind.BooleanKeyword:
      return fits(typeof value === "boolean");
  }
  if (ts.isLiteralTypeNode(type)) {
    const { literal } = type;
    if (literal.kind === ts.SyntaxKind.NullKeyword) return fits(value === null);
    return fits(ts.isStringLiteral(literal) && literal.text === value);
  }
  if (ts.isUnionTypeNode(type)) {
    const tries = type.types.map((one) => complaints(one, value, place));
    if (tries.some((found) => found.length === 0)) return [];
    // Of "T | null" the complaints about T say more than "it is neither".
    return value === null ? unlike : (tries.find((found) => found.length > 0) ?? unlike);
  }
  if (ts.isArrayTypeNode(type)) {
    if (!Array.isArray(value)) return unlike;
    return value.flatMap((item, index) => complaints(type.elementType, item, `${place}[${index}]`));
  }
  if (ts.isTypeReferenceNode(type)) return complaintsOfNamed(type, value, place);
  throw new Error(`protocol.ts says ${type.getText()}, which this test cannot read yet`);
}

function complaintsOfNamed(type: ts.TypeReferenceNode, value: unknown, place: string): string[] {
  const name = type.typeName.getText();
  if (name === "StreamEvent") return eventComplaints(value as StreamEvent, place);
  // Record<string, never>: an object without keys.
  if (name === "Record") return objectComplaints(new Map(), value, place);
  const alias = aliases.get(name);
  if (alias) return complaints(alias, value, place);
  return objectComplaints(membersOfInterface(name), value, place);
}

function objectComplaints(members: Members, value: unknown, place: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [`${place} is ${JSON.stringify(value)}, an object was declared`];
  }
  const found: string[] = [];
  for (const key of Object.keys(value)) {
    if (!members.has(key)) found.push(`${place}.${key} is not declared`);
  }
  for (const [key, { type, optional }] of members) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined) found.push(...complaints(type, member, `${place}.${key}`));
    else if (!optional) found.push(`${place}.${key} is missing`);
  }
  return found;
}

function dataComplaints(list: string, event: string, data: unknown, place: string): string[] {
  const declared = membersOfInterface(list).get(event);
  if (!declared) return [`${place}: ${list} declares no "${event}"`];
  return complaints(declared.type, data, `${place}.data`);
}

function keysAre(value: object, wanted: string[], place: string): string[] {
  const keys = Object.keys(value).sort().join(", ");
  return keys === wanted.join(", ") ? [] : [`${place} has the keys ${keys}`];
}

export function eventComplaints(event: StreamEvent, place = event.event as string): string[] {
  return [
    ...keysAre(event, ["data", "event", "pts"], place),
    ...dataComplaints("DurableEvents", event.event, event.data, place),
  ];
}

export function fleetingComplaints(event: FleetingEvent, place = event.event as string): string[] {
  return [
    ...keysAre(event, ["data", "event"], place),
    ...dataComplaints("FleetingEvents", event.event, event.data, place),
  ];
}

export function answerComplaints(command: keyof Commands, answer: unknown): string[] {
  const declared = membersOfInterface("Commands").get(command);
  if (!declared || !ts.isTypeLiteralNode(declared.type)) return [`there is no command ${command}`];
  const type = membersOf(declared.type.members).get("answer")?.type;
  return type ? complaints(type, answer, command) : [`${command} declares no answer`];
}

export const durableEventNames = [...membersOfInterface("DurableEvents").keys()];
export const fleetingEventNames = [...membersOfInterface("FleetingEvents").keys()];
