#include "foundation/faults.hpp"
#include "storage/database.hpp"

#include <algorithm>

namespace ling {

void Database::Queue::check_room() const {
  const std::lock_guard lock(mutex_);
  if (closed_ || jobs_.size() >= capacity_) throw Overloaded("database queue");
}

void Database::Queue::push(std::unique_ptr<Job> job) {
  const Executor executor = job->executor();
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
    if (announcing_ == executor) return;
    if (gathers_) announcing_ = executor;
  }
  if (!gathers_) return arrived_.notify_one();
  // Behind what the asker's thread is at: the frames of one read are one commit, and so one write to each who hears.
  asio::post(executor, [this] { arrived_.notify_one(); });
}

bool Database::Queue::take(Jobs& taken, std::size_t most, std::optional<std::chrono::milliseconds> patience) {
  std::unique_lock lock(mutex_);
  const auto something = [&] { return closed_ || !jobs_.empty(); };
  if (patience) {
    arrived_.wait_for(lock, *patience, something);
  } else {
    arrived_.wait(lock, something);
  }
  taken = take_locked(most);
  return !closed_ || !taken.empty();
}

Database::Jobs Database::Queue::take_waiting(std::size_t most) {
  const std::lock_guard lock(mutex_);
  return take_locked(most);
}

Database::Jobs Database::Queue::take_locked(std::size_t most) {
  announcing_.reset();
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

// Each loop is woken once, however many of its commands were in the commit.
void Database::resume(Jobs jobs, const std::vector<std::exception_ptr>& faults) {
  struct Batch {
    Executor executor;
    Jobs jobs;
    std::vector<std::exception_ptr> faults;
  };
  std::vector<Batch> batches;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const Executor executor = jobs[i]->executor();
    auto batch = std::ranges::find(batches, executor, &Batch::executor);
    if (batch == batches.end()) batch = batches.insert(batch, {executor, {}, {}});
    batch->jobs.push_back(std::move(jobs[i]));
    batch->faults.push_back(faults[i]);
  }
  for (Batch& batch : batches) {
    const Executor executor = batch.executor;
    asio::post(executor, [batch = std::move(batch)]() mutable {
      for (std::size_t i = 0; i < batch.jobs.size(); ++i)
        batch.jobs[i]->resume(batch.faults[i]);
    });
  }
}

}  // namespace ling
