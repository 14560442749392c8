#include "storage/database.hpp"

#include "foundation/faults.hpp"
#include "foundation/log.hpp"
#include "storage/connect.hpp"
#include "storage/copy/engine_copy.hpp"
#include "storage/event_log.hpp"
#include "storage/faults.hpp"
#include "storage/migrations.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <chrono>

namespace ling {
namespace {

using Mode = storage::Connection::Mode;

/// How often the writer looks by itself whether a database that was lost is there again.
constexpr std::chrono::milliseconds look_again{500};

Milliseconds system_time() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

/// Events that were rolled back, newest first: their places are free again.
void take_back(std::vector<Delivery>& deliveries, std::size_t keep, event_log::StreamEnds& ends) {
  for (; deliveries.size() > keep; deliveries.pop_back()) {
    for (const Place& place : deliveries.back().audience)
      ends.set({place.user_id, place.pts - 1});
  }
}

}  // namespace

Database::Database(DatabaseOptions options)
    : options_(std::move(options)),
      writes_(options_.write_queue, options_.threads),
      reads_(options_.read_queue, false) {
  if (!options_.clock) options_.clock = system_time;
  writer_ = storage::connect({options_.file, options_.url}, Mode::read_write);
  storage::take_into_use(*writer_);
  storage::migrate(*writer_, options_.clock());
  if (!options_.threads) return;
  threads_.emplace_back([this] { write_loop(); });
  for (int i = 0; i < options_.readers; ++i)
    threads_.emplace_back([this] { read_loop(); });
}

Database::~Database() {
  stop();
}

void Database::stop() {
  writes_.close();
  reads_.close();
  for (std::thread& thread : threads_)
    thread.join();
  threads_.clear();
}

void Database::run_here(Task<void> task) {
  std::unique_ptr<asio::io_context> here;
  {
    const std::lock_guard lock(resting_mutex_);
    if (!resting_.empty()) {
      here = std::move(resting_.back());
      resting_.pop_back();
    }
  }
  if (!here) here = std::make_unique<asio::io_context>(1);
  here->restart();
  const auto rest = [&] {
    const std::lock_guard lock(resting_mutex_);
    resting_.push_back(std::move(here));
  };
  try {
    run_on(*here, std::move(task));
  } catch (...) {
    rest();
    throw;
  }
  rest();
}

void Database::run_on(asio::io_context& context, Task<void> task) {
  std::exception_ptr escaped;
  asio::co_spawn(context, std::move(task), [&](std::exception_ptr fault) { escaped = fault; });
  if (options_.threads) {
    context.run();
  } else {
    do {
      context.restart();
      context.poll();
    } while (step_write(1) || step_read());
  }
  if (escaped) std::rethrow_exception(escaped);
}

bool Database::step_write(std::size_t most) {
  Jobs jobs = writes_.take_waiting(most);
  if (jobs.empty()) return false;
  commit_group(std::move(jobs));
  return true;
}

bool Database::step_read() {
  Jobs jobs = reads_.take_waiting(1);
  if (jobs.empty()) return false;
  run_read(stepped_reader_, std::move(jobs));
  return true;
}

void Database::write_loop() {
  Jobs jobs;
  // A reader may be the first to find that a server of its own is gone, so the writer looks up now and then.
  const auto patience = options_.url.empty() ? std::nullopt : std::optional(look_again);
  while (writes_.take(jobs, options_.commit_group, patience)) {
    if (!jobs.empty() || !reachable() || !in_doubt_.empty()) commit_group(std::move(jobs));
  }
  // Everybody comes back at once after a restart, and then no reader has to look through it.
  if (!writer_->lost()) fold_tail();
}

void Database::begin(std::unique_ptr<storage::Connection>& connection, Mode mode) {
  try {
    if (!connection) connection = storage::connect({options_.file, options_.url}, mode);
    // Somebody else may have written while this writer was away.
    if (begin_or_reopen(*connection) && mode == Mode::read_write) ends_.forget();
  } catch (const Unavailable& fault) {
    if (!unreachable_.exchange(true)) log::error("storage.unreachable", {{"fault", fault.what()}});
    throw;
  }
  if (unreachable_.exchange(false)) log::info("storage.reached_again");
}

bool Database::begin_or_reopen(storage::Connection& connection) {
  try {
    if (!connection.lost()) {
      connection.begin();
      return false;
    }
  } catch (const Unavailable&) {
    // Lost while nothing was going on: nothing was begun, so one opened anew serves as well.
    if (!connection.lost()) throw;
  }
  connection.reopen();
  connection.begin();
  return true;
}

void Database::roll_back_if_possible() {
  try {
    if (writer_->in_transaction()) writer_->execute("ROLLBACK");
  } catch (const Unavailable&) {
    // The engine rolls back what a lost connection leaves behind.
  }
}

// Only this thread writes, and a transaction is stored whole or not at all: its first event tells.
void Database::settle_doubt(Tx& tx) {
  if (in_doubt_.empty()) return;
  const Delivery& first = in_doubt_.front();
  const Place place = first.audience.front();
  const auto stored = event_log::read(tx, place.user_id, place.pts - 1, 1);
  const bool committed = !stored.empty() && stored[0].pts == place.pts && stored[0].body == *first.body;
  log::info("storage.doubt_settled", {{"committed", committed ? 1 : 0}});
  if (committed && options_.publish) options_.publish(std::move(in_doubt_));
  in_doubt_.clear();
}

// A savepoint costs a copy of every page that is touched in it, more than most work does itself.
bool Database::run_all_together(Tx& tx, const Jobs& jobs) {
  if (!std::ranges::all_of(jobs, [](const auto& job) { return job->is_repeatable(); })) return false;
  try {
    for (const auto& job : jobs) {
      tx.forget_runs();
      if (!job->run(tx) && tx.has_run()) throw std::runtime_error("refused after it wrote");
    }
    return true;
  } catch (const storage::DiskFailed&) {
    throw;
  } catch (const std::exception& fault) {
    if (writer_->lost()) throw;
    log::debug("storage.group_run_again", {{"fault", fault.what()}});
  }
  tx.deliveries().clear();
  ends_.forget();
  if (writer_->in_transaction()) tx.run("ROLLBACK");
  begin(writer_, Mode::read_write);
  return false;
}

void Database::run_in_savepoint(Tx& tx, Job& job, std::exception_ptr& fault) {
  tx.run("SAVEPOINT job");
  bool keep = false;
  const std::size_t deliveries = tx.deliveries().size();
  try {
    keep = job.run(tx);
  } catch (...) {
    fault = std::current_exception();
  }
  if (!keep) {
    take_back(tx.deliveries(), deliveries, ends_);
    // What failed may have given places to an event that was never stored.
    if (fault) ends_.forget();
    if (!writer_->in_transaction()) {
      if (fault) std::rethrow_exception(fault);
      throw StorageFull("the whole group was rolled back");
    }
    tx.run("ROLLBACK TO SAVEPOINT job");
  }
  tx.run("RELEASE SAVEPOINT job");
}

void Database::commit_group(Jobs jobs) {
  std::vector<std::exception_ptr> faults(jobs.size());
  std::vector<Delivery> deliveries;
  bool committing = false;
  try {
    begin(writer_, Mode::read_write);
    Tx tx(*writer_, options_.clock(), &ends_);
    settle_doubt(tx);
    if (!run_all_together(tx, jobs)) {
      for (std::size_t i = 0; i < jobs.size(); ++i)
        run_in_savepoint(tx, *jobs[i], faults[i]);
    }
    deliveries = std::move(tx.deliveries());
    committing = true;
    tx.run("COMMIT");
    ends_.keep_within_bounds();
  } catch (const storage::DiskFailed& fault) {
    // What reached the disk is unknown, and a second fsync would lie (fsyncgate): never acknowledge anything again.
    options_.disk_failed(fault.what());
    return;
  } catch (...) {
    // Nothing of the group was stored, as far as is known. Everybody in it is told; none is acknowledged.
    for (std::exception_ptr& fault : faults)
      fault = std::current_exception();
    if (committing && writer_->lost()) in_doubt_ = std::move(deliveries);
    deliveries.clear();
    ends_.forget();
    roll_back_if_possible();
  }
  if (!deliveries.empty() && options_.publish) options_.publish(std::move(deliveries));
  resume(std::move(jobs), faults);
  if (ends_.tail_is_long()) fold_tail();
}

// In a commit of its own: what goes wrong here is nobody's write that failed.
void Database::fold_tail() {
  try {
    begin(writer_, Mode::read_write);
    Tx tx(*writer_, options_.clock(), &ends_);
    event_log::fold(tx);
    tx.run("COMMIT");
  } catch (const storage::DiskFailed& fault) {
    options_.disk_failed(fault.what());
  } catch (const std::exception& fault) {
    // The tail stays, which readers bear, and is tried again after the next commit.
    log::warning("storage.fold_failed", {{"fault", fault.what()}});
    ends_.forget();
    roll_back_if_possible();
  }
}

void Database::read_loop() {
  std::unique_ptr<storage::Connection> connection;
  Jobs jobs;
  while (reads_.take(jobs, 1))
    run_read(connection, std::move(jobs));
}

void Database::run_read(std::unique_ptr<storage::Connection>& connection, Jobs jobs) {
  std::exception_ptr fault;
  try {
    begin(connection, Mode::read_only);
    Tx tx(*connection, options_.clock());
    try {
      jobs[0]->run(tx);
    } catch (...) {
      fault = std::current_exception();
    }
    tx.run("COMMIT");
  } catch (...) {
    fault = std::current_exception();
  }
  resume(std::move(jobs), {fault});
}

}  // namespace ling
