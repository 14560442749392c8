// Command texts: no crash; what is taken has an id, a name and an object; what is refused says where.
#include "transport/command_frame.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ling::CommandFrame frame = ling::read_command_frame({reinterpret_cast<const char*>(data), size});
  if (!frame.problem.empty()) {
    const ling::Failure failure{.code = ling::ErrorCode::bad_request, .detail = frame.problem, .retry_after_ms = {}};
    if (ling::failure_frame(frame.id, failure).empty()) std::abort();
    return 0;
  }
  if (!frame.id || !frame.params.is_object()) std::abort();
  return 0;
}
