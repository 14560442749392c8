#include "foundation/lanes.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace ling {
namespace {

/// Runs tasks on a loop of its own until all have ended, and ends the lanes: what resumed a task may touch the loop for
/// a moment longer.
void run_all(std::vector<std::function<Task<void>(Lanes&)>> tasks, Lanes& lanes) {
  asio::io_context loop{1};
  for (const auto& task : tasks)
    spawn(loop.get_executor(), "test", task(lanes));
  loop.run();
  lanes.stop();
}

TEST(Lanes, work_of_one_key_runs_in_order_on_one_thread_and_the_asker_goes_on_where_it_was) {
  Lanes lanes(4, 100);
  std::vector<int> order;
  std::vector<std::thread::id> workers, askers;
  std::vector<std::function<Task<void>(Lanes&)>> tasks;
  for (int i = 0; i < 20; ++i) {
    tasks.emplace_back([&, i](Lanes& all) -> Task<void> {
      auto work = [&, i] {
        order.push_back(i);
        workers.push_back(std::this_thread::get_id());
        return i;
      };
      const int result = co_await all.run(all.lane_of("one key"), std::move(work));
      EXPECT_EQ(result, i);
      askers.push_back(std::this_thread::get_id());
    });
  }
  run_all(tasks, lanes);
  ASSERT_EQ(order.size(), 20U);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(order[static_cast<std::size_t>(i)], i);
    EXPECT_EQ(workers[static_cast<std::size_t>(i)], workers.front());
    EXPECT_NE(workers[static_cast<std::size_t>(i)], std::this_thread::get_id());
    EXPECT_EQ(askers[static_cast<std::size_t>(i)], std::this_thread::get_id());
  }
}

TEST(Lanes, a_fault_reaches_the_asker_and_a_full_queue_is_refused) {
  Lanes lanes(1, 1);
  int faults = 0, refusals = 0;
  std::mutex mutex;
  std::condition_variable opened;
  bool open = false;
  const auto fails = [&](Lanes& all) -> Task<void> {
    auto work = [&]() -> bool {
      std::unique_lock lock(mutex);
      opened.wait(lock, [&] { return open; });
      throw std::runtime_error("as expected");
    };
    try {
      co_await all.run(0, std::move(work));
    } catch (const std::runtime_error&) {
      ++faults;
    }
  };
  const auto is_refused = [&](Lanes& all) -> Task<void> {
    auto work = [] { return true; };
    try {
      co_await all.run(0, std::move(work));
    } catch (const Overloaded&) {
      ++refusals;
    }
    const std::lock_guard lock(mutex);
    open = true;
    opened.notify_all();
  };
  run_all({fails, is_refused}, lanes);
  EXPECT_EQ(faults, 1);
  EXPECT_EQ(refusals, 1);
}

}  // namespace
}  // namespace ling
