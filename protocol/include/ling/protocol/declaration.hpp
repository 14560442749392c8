// How commands and events are declared: one struct each, with its name and summary inside.
// protocol/generator turns the declarations into web/src/protocol, docs/protocol.md and openapi.json.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/mp11/list.hpp>

#include <string_view>

namespace ling {

/// Who may call a command.
enum class Access {
  anyone,         ///< No sign-in needed; HTTP only, since a WebSocket needs a sign-in.
  signed_in,      ///< A signed-in device.
  administrator,  ///< A signed-in administrator, or the control socket on the machine itself.
};

struct CommandInfo {
  std::string_view name;  ///< Imperative: "message.send".
  Access access;
  std::string_view summary;  ///< One or two sentences for the docs.
};

enum class Durability {
  durable,   ///< Has a pts, is kept in the stream and comes again on resume.
  fleeting,  ///< Has no pts; who is not connected misses it, and that is right.
};

struct EventInfo {
  std::string_view name;  ///< Past: "message.sent".
  Durability durability;
  std::string_view summary;
};

template <class... Commands>
using CommandList = boost::mp11::mp_list<Commands...>;

template <class... Events>
using EventList = boost::mp11::mp_list<Events...>;

/// The answer of commands that have nothing to say but "done".
struct Done {};
BOOST_DESCRIBE_STRUCT(Done, (), ())

}  // namespace ling
