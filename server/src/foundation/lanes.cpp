#include "foundation/lanes.hpp"

#include "foundation/log.hpp"

namespace ling {

Lanes::Lanes(std::size_t count, std::size_t queue) : queue_(queue) {
  for (std::size_t i = 0; i < count; ++i)
    lanes_.push_back(std::make_unique<Lane>());
}

Lanes::~Lanes() {
  stop();
}

void Lanes::take_place(Lane& lane) {
  if (lane.waiting.fetch_add(1) < queue_) return;
  lane.waiting.fetch_sub(1);
  throw Overloaded("a lane's queue");
}

void Lanes::post(std::size_t lane, std::string_view name, std::function<void()> work) {
  asio::post(lanes_[lane]->thread, [name, work = std::move(work)] {
    try {
      work();
    } catch (const std::exception& fault) {
      log::error("lane.failed", {{"work", name}, {"fault", fault.what()}});
    }
  });
}

void Lanes::stop() {
  for (const auto& lane : lanes_)
    lane->thread.join();
}

}  // namespace ling
