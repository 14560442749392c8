#include "foundation/json_codec.hpp"
#include "writers.hpp"

#include <fmt/format.h>

namespace ling::generator {
namespace {

std::string json_text(std::string_view text) {
  std::string out;
  json::append_string(out, text);
  return out;
}

std::string schema_of(const Type& type) {
  std::string base;
  switch (type.kind) {
    case Type::Kind::boolean:
      base = R"({"type":"boolean"})";
      break;
    case Type::Kind::integer:
      base = R"({"type":"integer"})";
      break;
    case Type::Kind::text:
      base = R"({"type":"string"})";
      break;
    case Type::Kind::list:
      base = fmt::format(R"({{"type":"array","items":{}}})", schema_of(type.element[0]));
      break;
    case Type::Kind::named:
      base = type.name == "unknown" ? "{}" : fmt::format(R"({{"$ref":"#/components/schemas/{}"}})", type.name);
      break;
  }
  return type.optional ? fmt::format(R"({{"anyOf":[{},{{"type":"null"}}]}})", base) : base;
}

std::string path_of(const Command& command) {
  const std::string security = command.access == "anyone" ? "[]" : R"([{"token":[]}])";
  return fmt::format(
      R"("/api/{}":{{"post":{{"operationId":"{}","summary":{},"security":{},"requestBody":{{"required":true,"content":{{"application/json":{{"schema":{{"$ref":"#/components/schemas/{}"}}}}}}}},)"
      R"("responses":{{"200":{{"description":"Done","content":{{"application/json":{{"schema":{{"type":"object","required":["result"],"properties":{{"result":{{"$ref":"#/components/schemas/{}"}}}}}}}}}}}},)"
      R"("default":{{"description":"Refused","content":{{"application/json":{{"schema":{{"type":"object","required":["error"],"properties":{{"error":{{"$ref":"#/components/schemas/Failure"}}}}}}}}}}}}}}}}}})",
      command.name, command.name, json_text(command.summary), security, command.params, command.answer);
}

}  // namespace

std::string openapi(const Schema& schema, const Comments& comments) {
  std::string out =
      "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Ling\",\"version\":\"1\",\"license\":{\"name\":\"MIT\"}},\n\"paths\":{\n";
  bool first = true;
  for (const Command& command : schema.commands) {
    if (!first) out += ",\n";
    first = false;
    out += path_of(command);
  }
  out +=
      "\n},\n\"components\":{\"securitySchemes\":{\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"}},\n\"schemas\":{\n";
  first = true;
  for (const Enum& declared : schema.enums) {
    if (declared.name == "CloseCode") continue;
    if (!first) out += ",\n";
    first = false;
    out += fmt::format(R"("{}":{{"type":"string","enum":[)", declared.name);
    for (std::size_t i = 0; i < declared.values.size(); ++i)
      out += (i > 0 ? "," : "") + json_text(declared.values[i].first);
    out += "]}";
  }
  for (const Struct& declared : schema.structs) {
    out += fmt::format(",\n\"{}\":{{\"type\":\"object\"", declared.name);
    const std::string comment = comment_of(comments, declared.name);
    if (!comment.empty()) out += ",\"description\":" + json_text(comment);
    std::string required, properties;
    for (const Member& member : declared.members) {
      if (!member.type.optional) required += (required.empty() ? "" : ",") + json_text(member.name);
      properties +=
          fmt::format("{}{}:{}", properties.empty() ? "" : ",", json_text(member.name), schema_of(member.type));
    }
    if (!required.empty()) out += ",\"required\":[" + required + "]";
    out += ",\"properties\":{" + properties + "}}";
  }
  out += "\n}}}\n";
  return out;
}

}  // namespace ling::generator
