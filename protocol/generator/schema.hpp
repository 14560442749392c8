// The protocol as a table made from the described structs: what the writers of the three outputs walk over.
#pragma once

#include <string>
#include <vector>

namespace ling::generator {

/// A type as it stands on the wire.
struct Type {
  enum class Kind { boolean, integer, text, list, named };
  Kind kind = Kind::text;
  bool optional = false;
  std::string name;           ///< For named: the struct or enum.
  std::vector<Type> element;  ///< For list: one.
};

struct Member {
  std::string name;
  Type type;
};
struct Struct {
  std::string name;
  std::vector<Member> members;
};
struct Enum {
  std::string name;
  std::vector<std::pair<std::string, int>> values;
};
struct Command {
  std::string name, params, answer, access, summary;
};
struct Event {
  std::string name, data, summary;
  bool durable = false;
};

/// In the order of first use: what is used stands before what uses it.
struct Schema {
  std::vector<Enum> enums;
  std::vector<Struct> structs;
  std::vector<Command> commands;
  std::vector<Event> events;
};

Schema read_schema();

}  // namespace ling::generator
