#include "storage/database.hpp"

#include "foundation/faults.hpp"
#include "foundation/log.hpp"
#include "storage/faults.hpp"
#include "storage/migrations.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

#include <boost/asio/co_spawn.hpp>

#include <chrono>

namespace ling {
namespace {

using storage::SqliteConnection;

Milliseconds system_time() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

void Database::Queue::check_room() const {
  const std::lock_guard lock(mutex_);
  if (closed_ || jobs_.size() >= capacity_) throw Overloaded("database queue");
}

void Database::Queue::push(std::unique_ptr<Job> job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  arrived_.notify_one();
}

Database::Jobs Database::Queue::take(std::size_t most) {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [&] { return closed_ || !jobs_.empty(); });
  return take_locked(most);
}

Database::Jobs Database::Queue::take_waiting(std::size_t most) {
  const std::lock_guard lock(mutex_);
  return take_locked(most);
}

Database::Jobs Database::Queue::take_locked(std::size_t most) {
  Jobs taken;
  while (!jobs_.empty() && taken.size() < most) {
    taken.push_back(std::move(jobs_.front()));
    jobs_.pop_front();
  }
  return taken;
}

void Database::Queue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  arrived_.notify_all();
}

std::size_t Database::Queue::waiting() const {
  const std::lock_guard lock(mutex_);
  return jobs_.size();
}

Database::Database(DatabaseOptions options)
    : options_(std::move(options)), writes_(options_.write_queue), reads_(options_.read_queue) {
  if (!options_.clock) options_.clock = system_time;
  writer_ = std::make_unique<SqliteConnection>(options_.file, SqliteConnection::Mode::read_write);
  storage::migrate(*writer_, options_.clock());
  if (!options_.threads) {
    stepped_reader_ = std::make_unique<SqliteConnection>(options_.file, SqliteConnection::Mode::read_only);
    return;
  }
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

void Database::run_here(asio::io_context& context, Task<void> task) {
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
  const Jobs jobs = reads_.take_waiting(1);
  if (jobs.empty()) return false;
  run_read(*stepped_reader_, *jobs[0]);
  return true;
}

void Database::write_loop() {
  while (true) {
    Jobs jobs = writes_.take(options_.commit_group);
    if (jobs.empty()) return;
    commit_group(std::move(jobs));
  }
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
    tx.deliveries().resize(deliveries);
    if (!writer_->in_transaction()) throw StorageFull("the whole group was rolled back");
    tx.run("ROLLBACK TO job");
  }
  tx.run("RELEASE job");
}

void Database::commit_group(Jobs jobs) {
  std::vector<std::exception_ptr> faults(jobs.size());
  Tx tx(*writer_, options_.clock());
  try {
    tx.run("BEGIN IMMEDIATE");
    for (std::size_t i = 0; i < jobs.size(); ++i)
      run_in_savepoint(tx, *jobs[i], faults[i]);
    tx.run("COMMIT");
  } catch (const storage::DiskFailed& fault) {
    // What reached the disk is unknown, and a second fsync would lie (fsyncgate): never acknowledge anything again.
    options_.disk_failed(fault.what());
    return;
  } catch (...) {
    // Nothing of the group was stored. Everybody in it is told; none is acknowledged.
    for (std::exception_ptr& fault : faults)
      fault = std::current_exception();
    tx.deliveries().clear();
    if (writer_->in_transaction()) writer_->execute("ROLLBACK");
  }
  if (!tx.deliveries().empty() && options_.publish) options_.publish(std::move(tx.deliveries()));
  for (std::size_t i = 0; i < jobs.size(); ++i)
    jobs[i]->complete(faults[i]);
}

void Database::read_loop() {
  SqliteConnection connection(options_.file, SqliteConnection::Mode::read_only);
  while (true) {
    const Jobs jobs = reads_.take(1);
    if (jobs.empty()) return;
    run_read(connection, *jobs[0]);
  }
}

void Database::run_read(storage::Connection& connection, Job& job) {
  std::exception_ptr fault;
  try {
    Tx tx(connection, options_.clock());
    tx.run("BEGIN");
    try {
      job.run(tx);
    } catch (...) {
      fault = std::current_exception();
    }
    tx.run("COMMIT");
  } catch (...) {
    fault = std::current_exception();
  }
  job.complete(fault);
}

}  // namespace ling
