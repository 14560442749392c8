#include "writers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ling::generator {
namespace {

std::string plain(const Type& type) {
  switch (type.kind) {
    case Type::Kind::boolean:
      return "boolean";
    case Type::Kind::integer:
      return "number";
    case Type::Kind::text:
      return "string";
    case Type::Kind::named:
      return type.name;
    case Type::Kind::list:
      return plain(type.element[0]) + "[]";
  }
  return "unknown";
}

void append_comment(std::string& out, std::string_view indent, const std::string& comment) {
  if (!comment.empty()) out += fmt::format("{}/** {} */\n", indent, comment);
}

void append_enum(std::string& out, const Enum& declared, const Comments& comments) {
  append_comment(out, "", comment_of(comments, declared.name));
  if (declared.name == "CloseCode") {
    out += "export const closeCodes = {\n";
    for (const auto& [name, value] : declared.values) {
      append_comment(out, "  ", comment_of(comments, declared.name + "." + name));
      out += fmt::format("  {}: {},\n", name, value);
    }
    out += "} as const;\n\n";
    return;
  }
  out += fmt::format("export type {} =", declared.name);
  for (const auto& [name, value] : declared.values)
    out += fmt::format("\n  | \"{}\"", name);
  out += ";\n\n";
}

void append_struct(std::string& out, const Struct& declared, const Comments& comments, bool command) {
  append_comment(out, "", comment_of(comments, declared.name));
  if (declared.members.empty()) {
    out += fmt::format("export type {} = Record<string, never>;\n\n", declared.name);
    return;
  }
  out += fmt::format("export interface {} {{\n", declared.name);
  for (const Member& member : declared.members) {
    append_comment(out, "  ", comment_of(comments, declared.name + "." + member.name));
    const bool optional = member.type.optional;
    out += fmt::format("  {}{}: {}{};\n", member.name, optional && command ? "?" : "", plain(member.type),
                       optional ? " | null" : "");
  }
  out += "}\n\n";
}

void append_events(std::string& out, const Schema& schema, const char* name, bool durable) {
  out += fmt::format("export interface {} {{\n", name);
  for (const Event& event : schema.events) {
    if (event.durable != durable) continue;
    append_comment(out, "  ", event.summary);
    out += fmt::format("  \"{}\": {};\n", event.name, event.data);
  }
  out += "}\n\n";
}

}  // namespace

std::string typescript(const Schema& schema, const Comments& comments) {
  std::string out = "// Printed by protocol/generator from protocol/include. Do not edit.\n\n";
  for (const Enum& declared : schema.enums)
    append_enum(out, declared, comments);
  for (const Struct& declared : schema.structs) {
    // An event in the stream is the tagged union below, not the raw form.
    if (declared.name != "StreamEvent") append_struct(out, declared, comments, is_command(schema, declared.name));
  }
  out += "/** Every command with its params and its answer. */\nexport interface Commands {\n";
  for (const Command& command : schema.commands) {
    append_comment(out, "  ", command.summary);
    out += fmt::format("  \"{}\": {{ params: {}; answer: {} }};\n", command.name, command.params, command.answer);
  }
  out += "}\n\nexport const commandNames: (keyof Commands)[] = [\n";
  for (const Command& command : schema.commands)
    out += fmt::format("  \"{}\",\n", command.name);
  out += "];\n\n";
  append_events(out, schema, "DurableEvents", true);
  append_events(out, schema, "FleetingEvents", false);
  out +=
      "/** One event as it stands in the stream and on the wire. */\nexport type StreamEvent = {\n"
      "  [K in keyof DurableEvents]: { pts: number; event: K; data: DurableEvents[K] };\n}[keyof DurableEvents];\n\n"
      "export type FleetingEvent = {\n  [K in keyof FleetingEvents]: { event: K; data: FleetingEvents[K] };\n}[keyof FleetingEvents];\n\n"
      "export const errorCodes: ErrorCode[] = [\n";
  const auto codes =
      std::find_if(schema.enums.begin(), schema.enums.end(), [](const Enum& e) { return e.name == "ErrorCode"; });
  for (const auto& [name, value] : codes->values)
    out += fmt::format("  \"{}\",\n", name);
  out += "];\n";
  return out;
}

}  // namespace ling::generator
