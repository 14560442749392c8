#include "app/chores.hpp"

#include "foundation/log.hpp"

#include <chrono>
#include <exception>
#include <utility>

namespace ling {

Chores::Chores(std::vector<Chore> chores) : chores_(std::move(chores)), thread_([this] { run(); }) {}

Chores::~Chores() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Chores::run() {
  std::unique_lock lock(mutex_);
  for (int minute = 1; !wake_.wait_for(lock, std::chrono::minutes(1), [this] { return stopping_; }); ++minute) {
    lock.unlock();
    for (const Chore& chore : chores_) {
      if (minute % chore.minutes != 0) continue;
      try {
        chore.work();
      } catch (const std::exception& fault) {
        log::error("chore.failed", {{"chore", chore.name}, {"fault", fault.what()}});
      }
    }
    lock.lock();
  }
}

}  // namespace ling
