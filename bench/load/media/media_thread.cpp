#include "load/media/media_thread.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace ling::load {

bool all_see(const std::vector<MediaClient*>& receivers) {
  return std::ranges::all_of(receivers, [](const MediaClient* one) { return one->receiver->first_frame_at() != 0; });
}

std::vector<double> first_frames_ms(const std::vector<MediaClient*>& receivers, Nanoseconds asked) {
  std::vector<double> took;
  for (const MediaClient* client : receivers)
    took.push_back(static_cast<double>(client->receiver->first_frame_at() - asked) / 1e6);
  return took;
}

int key_frame_requests(const std::vector<MediaClient*>& senders) {
  int count = 0;
  for (const MediaClient* client : senders) {
    for (const auto& sender : client->senders)
      count += sender->key_frame_requests();
  }
  return count;
}

MediaThread::MediaThread(unsigned processor) : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  thread_ = std::thread([this, processor] { loop(processor); });
}

MediaThread::~MediaThread() {
  stopping_ = true;
  thread_.join();
  ::close(epoll_);
}

MediaClient& MediaThread::add(const FarEnd& far_end, const Identity& identity) {
  return run([&]() -> std::reference_wrapper<MediaClient> {
    clients_.push_back(std::make_unique<MediaClient>(far_end, identity));
    MediaClient* client = clients_.back().get();
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = client;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, client->link.fd(), &event);
    return *client;
  });
}

void MediaThread::post(std::function<void()> work) {
  const std::scoped_lock lock(mutex_);
  if (failed_) std::rethrow_exception(failed_);
  posted_.push_back(std::move(work));
}

void MediaThread::loop(unsigned processor) {
  if (std::thread::hardware_concurrency() > 1) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    ::pthread_setaffinity_np(::pthread_self(), sizeof set, &set);
  }
  try {
    while (!stopping_)
      turn();
  } catch (...) {
    const std::scoped_lock lock(mutex_);
    failed_ = std::current_exception();
    // Whoever waits learns of it by a broken promise.
    posted_.clear();
  }
}

void MediaThread::turn() {
  std::array<epoll_event, 64> events{};
  const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 1);
  for (std::size_t i = 0; i < static_cast<std::size_t>(std::max(count, 0)); ++i) {
    auto& client = *static_cast<MediaClient*>(events[i].data.ptr);
    client.link.receive(
        [&](std::span<const std::uint8_t> packet) {
          if (client.receiver) client.receiver->take_packet(packet, now_ns());
        },
        [&](std::span<const std::uint8_t> report) {
          for (const auto& sender : client.senders)
            sender->take_report(report);
        });
  }
  const Nanoseconds now = now_ns();
  for (const auto& client : clients_) {
    client->link.tick(now);
    for (const auto& sender : client->senders)
      sender->tick(now);
    if (client->receiver) client->receiver->tick(now);
  }
  std::vector<std::function<void()>> work;
  {
    const std::scoped_lock lock(mutex_);
    work.swap(posted_);
  }
  for (const auto& one : work)
    one();
}

}  // namespace ling::load
