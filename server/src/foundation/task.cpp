#include "foundation/task.hpp"

#include "foundation/log.hpp"

#include <boost/asio/co_spawn.hpp>

#include <exception>

namespace ling {

void spawn(Executor executor, std::string_view name, Task<void> task) {
  asio::co_spawn(executor, std::move(task), [name](std::exception_ptr escaped) {
    if (!escaped) return;
    try {
      std::rethrow_exception(escaped);
    } catch (const std::exception& fault) {
      log::error("task.failed", {{"task", name}, {"fault", fault.what()}});
    }
  });
}

}  // namespace ling
