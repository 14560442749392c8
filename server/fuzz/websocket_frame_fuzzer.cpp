// Whatever a client sends: no crash, and the same frames come out however the bytes are cut.
#include "foundation/text.hpp"
#include "transport/websocket_frame.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

namespace {

using ling::Incoming;

constexpr std::size_t max_text = 1000;

std::vector<std::string> read_all(std::string wire, std::size_t step) {
  ling::FrameReader reader(max_text);
  std::vector<std::string> seen;
  for (std::size_t at = 0; at < wire.size(); at += step) {
    std::span<char> input(wire.data() + at, std::min(step, wire.size() - at));
    for (;;) {
      const Incoming frame = reader.next(input);
      if (frame.kind == Incoming::Kind::nothing) break;
      if (frame.kind == Incoming::Kind::text &&
          (frame.payload.size() > max_text || !ling::text::is_utf8(frame.payload)))
        std::abort();
      const int code = frame.kind == Incoming::Kind::violation ? static_cast<int>(frame.refusal) : frame.close_code;
      seen.push_back(std::to_string(static_cast<int>(frame.kind)) + ":" + std::to_string(code) + ":" +
                     std::string(frame.payload));
      if (frame.kind == Incoming::Kind::violation) return seen;
    }
    if (!input.empty()) std::abort();
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string wire(reinterpret_cast<const char*>(data), size);
  const auto whole = read_all(wire, std::max<std::size_t>(size, 1));
  if (read_all(wire, 1) != whole || read_all(wire, 3) != whole) std::abort();
  return 0;
}
