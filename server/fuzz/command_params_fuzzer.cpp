// The parameters of every command: no crash; what is taken has the shape that it says; what is refused says where.
// The first line of the input is the name of the command, the rest its JSON.
#include "foundation/json_codec.hpp"
#include "ling/protocol/protocol.hpp"

#include <boost/mp11/algorithm.hpp>

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

template <class Command>
void decode(const boost::json::value& params) {
  const auto command = ling::json::decode<Command>(params);
  if (!command) {
    if (command.error().detail.empty()) std::abort();
    return;
  }
  // What was taken can be written and read again, and is the same.
  const std::string text = ling::json::encode(*command);
  const auto again = ling::json::parse(text);
  if (!again) std::abort();
  const auto second = ling::json::decode<Command>(*again);
  if (!second || ling::json::encode(*second) != text) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto line = input.find('\n');
  if (line == std::string_view::npos) return 0;
  const std::string_view name = input.substr(0, line);
  const auto params = ling::json::parse(input.substr(line + 1));
  if (!params) return 0;
  boost::mp11::mp_for_each<ling::AllCommands>([&](auto command) {
    using Command = decltype(command);
    if (name == Command::command.name) decode<Command>(*params);
  });
  return 0;
}
