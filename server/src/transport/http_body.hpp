// The body of a request whose route takes it piece by piece. Lives in the coroutine of its connection.
#pragma once

#include "foundation/byte_source.hpp"
#include "transport/byte_stream.hpp"
#include "transport/deadlines.hpp"

#include <string>

namespace ling {

class Loop;

class HttpBody final : public ByteSource {
 public:
  /// `input`: what came behind the header already. `ask_for_it`: the client waits for "100 Continue".
  HttpBody(Loop& loop, ByteStream& stream, Deadline& deadline, std::string& input, std::uint64_t length,
           bool ask_for_it)
      : loop_(loop), stream_(stream), deadline_(deadline), input_(input), remaining_(length), ask_for_it_(ask_for_it) {}

  Task<std::size_t> read(std::span<char> into) override;
  [[nodiscard]] std::uint64_t remaining() const override { return remaining_; }

 private:
  Loop& loop_;
  ByteStream& stream_;
  Deadline& deadline_;
  std::string& input_;
  std::uint64_t remaining_;
  bool ask_for_it_;
};

}  // namespace ling
