#include "schema.hpp"

#include "foundation/json_codec.hpp"
#include "ling/protocol/protocol.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/type_index.hpp>

#include <algorithm>

namespace ling::generator {
namespace {

template <class T>
std::string name_of() {
  std::string name = boost::typeindex::type_id<T>().pretty_name();
  return name.substr(name.rfind(':') + 1);
}

class Reader {
 public:
  Schema schema;

  template <class T>
  Type type() {
    Type type;
    if constexpr (std::is_same_v<T, bool>) {
      type.kind = Type::Kind::boolean;
    } else if constexpr (std::is_integral_v<T> || json::detail::IsId<T>::value) {
      type.kind = Type::Kind::integer;
    } else if constexpr (std::is_same_v<T, std::string>) {
      type.kind = Type::Kind::text;
    } else if constexpr (json::detail::IsOptional<T>::value) {
      type = this->type<typename T::value_type>();
      type.optional = true;
    } else if constexpr (json::detail::IsVector<T>::value) {
      type.kind = Type::Kind::list;
      type.element.push_back(this->type<typename T::value_type>());
    } else if constexpr (std::is_same_v<T, RawJson>) {
      type.kind = Type::Kind::named;
      type.name = "unknown";
    } else {
      type.kind = Type::Kind::named;
      type.name = name_of<T>();
      if constexpr (std::is_enum_v<T>) {
        add_enum<T>();
      } else {
        add_struct<T>();
      }
    }
    return type;
  }

  template <class T>
  void add_enum() {
    if (knows(schema.enums, name_of<T>())) return;
    Enum out{name_of<T>(), {}};
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto value) { out.values.emplace_back(value.name, static_cast<int>(value.value)); });
    schema.enums.push_back(std::move(out));
  }

  template <class T>
  void add_struct() {
    if (knows(schema.structs, name_of<T>())) return;
    Struct out{name_of<T>(), {}};
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
      using Member_ = std::remove_reference_t<decltype(std::declval<T&>().*member.pointer)>;
      out.members.push_back({member.name, type<Member_>()});
    });
    schema.structs.push_back(std::move(out));
  }

 private:
  template <class List>
  static bool knows(const List& list, const std::string& name) {
    return std::any_of(list.begin(), list.end(), [&](const auto& entry) { return entry.name == name; });
  }
};

std::string name_of_access(Access access) {
  switch (access) {
    case Access::anyone:
      return "anyone";
    case Access::signed_in:
      return "signed_in";
    case Access::administrator:
      return "administrator";
  }
  return {};
}

}  // namespace

Schema read_schema() {
  Reader reader;
  reader.type<ErrorCode>();
  reader.type<CloseCode>();
  reader.type<Failure>();
  reader.type<Hello>();
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, AllCommands>>([&](auto identity) {
    using Command_ = typename decltype(identity)::type;
    reader.type<Command_>();
    reader.type<typename Command_::Answer>();
    const CommandInfo info = Command_::command;
    reader.schema.commands.push_back({std::string(info.name), name_of<Command_>(), name_of<typename Command_::Answer>(),
                                      name_of_access(info.access), std::string(info.summary)});
  });
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, AllEvents>>([&](auto identity) {
    using Event_ = typename decltype(identity)::type;
    reader.type<Event_>();
    const EventInfo info = Event_::event;
    reader.schema.events.push_back(
        {std::string(info.name), name_of<Event_>(), std::string(info.summary), info.durability == Durability::durable});
  });
  return std::move(reader.schema);
}

}  // namespace ling::generator
