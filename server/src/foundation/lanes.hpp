// Threads for work that blocks, so that no loop does. Work with the same key runs on the same thread, in the order in
// which it was given: what belongs to a key needs no mutex. What run() may queue in a lane is bounded (docs/threads.md).
// Any thread may call.
#pragma once

#include "foundation/faults.hpp"
#include "foundation/task.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ling {

class Lanes {
 public:
  Lanes(std::size_t count, std::size_t queue);
  ~Lanes();

  [[nodiscard]] std::size_t count() const { return lanes_.size(); }
  [[nodiscard]] std::size_t lane_of(std::string_view key) const {
    return std::hash<std::string_view>{}(key) % lanes_.size();
  }

  /// Runs the work on a lane and resumes the asker on its own loop; throws what the work throws, and Overloaded when the
  /// lane's queue is full.
  template <class Work>
  Task<std::invoke_result_t<Work&>> run(std::size_t lane, Work work) {
    Lane& chosen = *lanes_[lane];
    take_place(chosen);
    std::optional<std::invoke_result_t<Work&>> outcome;
    auto initiate = [&](auto handler) {
      asio::post(chosen.thread, [&, handler = std::move(handler)]() mutable {
        std::exception_ptr fault;
        try {
          outcome.emplace(work());
        } catch (...) {
          fault = std::current_exception();
        }
        chosen.waiting.fetch_sub(1);
        auto executor = asio::get_associated_executor(handler);
        asio::post(executor, [handler = std::move(handler), fault]() mutable { handler(fault); });
      });
    };
    co_await asio::async_initiate<decltype(use_task), void(std::exception_ptr)>(initiate, use_task);
    co_return std::move(*outcome);
  }

  /// Runs the work on a lane; nobody waits for it. A fault is logged under `name`, a literal.
  void post(std::size_t lane, std::string_view name, std::function<void()> work);

  /// Finishes what was given, then ends the threads. Nothing may be given afterwards.
  void stop();

 private:
  struct Lane {
    asio::thread_pool thread{1};
    std::atomic<std::size_t> waiting{0};
  };
  void take_place(Lane& lane);

  std::size_t queue_;
  std::vector<std::unique_ptr<Lane>> lanes_;
};

}  // namespace ling
