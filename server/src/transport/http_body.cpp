#include "transport/http_body.hpp"

#include "transport/loop.hpp"

#include <algorithm>

namespace ling {

Task<std::size_t> HttpBody::read(std::span<char> into) {
  const std::size_t most = std::min<std::uint64_t>(into.size(), remaining_);
  if (most == 0 || loop_.stopping()) co_return 0;
  if (std::exchange(ask_for_it_, false)) {
    const bool sent = co_await stream_.write_all("HTTP/1.1 100 Continue\r\n\r\n");
    if (!sent) co_return 0;
  }
  std::size_t size = std::min(most, input_.size());
  if (size > 0) {
    std::copy_n(input_.begin(), size, into.begin());
    input_.erase(0, size);
  } else {
    // Whoever stops the server need not wait for it: the rest is sent again.
    deadline_.idle(loop_.shared().config.times.body);
    size = co_await stream_.read_some(into.first(most));
    deadline_.none();
    loop_.counters().bytes_in.add(size);
  }
  remaining_ -= size;
  co_return size;
}

}  // namespace ling
