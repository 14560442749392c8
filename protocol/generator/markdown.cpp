#include "writers.hpp"

#include <fmt/format.h>

namespace ling::generator {
namespace {

std::string anchor(const std::string& name) {
  std::string lower;
  for (char c : name)
    lower += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  return fmt::format("[{}](#{})", name, lower);
}

std::string plain(const Type& type) {
  switch (type.kind) {
    case Type::Kind::boolean:
      return "true or false";
    case Type::Kind::integer:
      return "whole number";
    case Type::Kind::text:
      return "text";
    case Type::Kind::named:
      return type.name == "unknown" ? "object" : anchor(type.name);
    case Type::Kind::list:
      return "list of " + plain(type.element[0]);
  }
  return {};
}

void append_members(std::string& out, const Struct& declared, const Comments& comments) {
  if (declared.members.empty()) {
    out += "No fields.\n\n";
    return;
  }
  out += "| field | type | meaning |\n| --- | --- | --- |\n";
  for (const Member& member : declared.members) {
    out += fmt::format("| `{}` | {}{} | {} |\n", member.name, plain(member.type),
                       member.type.optional ? " or null" : "", comment_of(comments, declared.name + "." + member.name));
  }
  out += "\n";
}

constexpr std::string_view introduction = R"(# The protocol

Printed by `protocol/generator` from `protocol/include/ling/protocol`. Do not edit.

Every command can be called in two ways, with the same name, parameters and answer:

- **HTTP**: `POST /api/<command>` with a JSON object and `Content-Type: application/json`. The answer is `{"result": …}` with status 200, or
  `{"error": {"code", "detail", "retry_after_ms"}}` with a 4xx or 5xx status. Programs send `Authorization: Bearer TOKEN`; browsers have a cookie.
- **WebSocket** `/ws`: send `{"id": 1, "command": "message.send", "params": {…}}`, get `{"id": 1, "result": {…}}` or `{"id": 1, "error": {…}}`. The
  first frame from the server is `{"hello": Hello}`. Events come as `{"pts": 12, "event": "message.sent", "data": {…}}`; fleeting ones without `pts`.

Unknown keys are ignored; a missing optional field is null. Times are milliseconds since 1970 (UTC), for people only: order is by `seq` and `pts`.

```sh
TOKEN=$(curl -s http://localhost:8080/api/account.sign_in -H 'Content-Type: application/json' \
  -d '{"account":"lin","password":"…"}' | jq -r .result.token)
curl -s http://localhost:8080/api/message.send -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
  -d '{"conversation_id":1,"client_id":"0192f0c1-0000-7000-8000-000000000001","text":"你好"}'
```

)";

}  // namespace

std::string comment_of(const Comments& comments, const std::string& key) {
  const auto found = comments.find(key);
  return found == comments.end() ? std::string() : found->second;
}

bool is_command(const Schema& schema, const std::string& struct_name) {
  for (const Command& command : schema.commands) {
    if (command.params == struct_name) return true;
  }
  return false;
}

std::string markdown(const Schema& schema, const Comments& comments) {
  std::string out(introduction);
  out += "## Commands\n\n| command | who | parameters | answer | |\n| --- | --- | --- | --- | --- |\n";
  for (const Command& command : schema.commands) {
    out += fmt::format("| `{}` | {} | {} | {} | {} |\n", command.name, command.access, anchor(command.params),
                       anchor(command.answer), command.summary);
  }
  out += "\n## Events\n\n| event | data | kept | |\n| --- | --- | --- | --- |\n";
  for (const Event& event : schema.events) {
    out += fmt::format("| `{}` | {} | {} | {} |\n", event.name, anchor(event.data),
                       event.durable ? "in the stream" : "no", event.summary);
  }
  out += "\n## Words\n\n";
  for (const Enum& declared : schema.enums) {
    out += fmt::format("### {}\n\n", declared.name);
    const std::string comment = comment_of(comments, declared.name);
    if (!comment.empty()) out += comment + "\n\n";
    out += "| word | meaning |\n| --- | --- |\n";
    for (const auto& [name, value] : declared.values) {
      const std::string code = declared.name == "CloseCode" ? fmt::format(" ({})", value) : "";
      out += fmt::format("| `{}`{} | {} |\n", name, code, comment_of(comments, declared.name + "." + name));
    }
    out += "\n";
  }
  out += "## Structures\n\n";
  for (const Struct& declared : schema.structs) {
    out += fmt::format("### {}\n\n", declared.name);
    const std::string comment = comment_of(comments, declared.name);
    if (!comment.empty()) out += comment + "\n\n";
    append_members(out, declared, comments);
  }
  while (out.size() > 1 && out[out.size() - 2] == '\n')
    out.pop_back();
  return out;
}

}  // namespace ling::generator
