#include "hub/hub.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace ling {

Hub::Hub(Options options) : options_(options) {
  if (options_.thread) thread_ = std::thread([this] { context_.run(); });
}

Hub::~Hub() {
  stop();
}

void Hub::stop() {
  if (!thread_.joinable()) return;
  on_thread([this] { work_.reset(); });
  thread_.join();
}

template <class Work>
void Hub::on_thread(Work work) {
  asio::post(context_, std::move(work));
}

void Hub::set_outlets(std::vector<Outlet*> outlets) {
  on_thread([this, outlets = std::move(outlets)]() mutable { outlets_ = std::move(outlets); });
}

void Hub::set_presence_listener(PresenceListener listener) {
  on_thread([this, listener = std::move(listener)]() mutable { presence_listener_ = std::move(listener); });
}

Task<bool> Hub::attach(SessionId session, UserId user_id, DeviceId device_id) {
  bool attached = false;
  auto work = [&]() -> Task<void> {
    std::vector<Connection>& connections = users_[user_id];
    if (connections.size() >= options_.sessions_per_user) co_return;
    connections.push_back({session, device_id});
    sessions_.emplace(session, user_id);
    attached = true;
    if (connections.size() == 1 && presence_listener_) presence_listener_(user_id, true);
  };
  co_await asio::co_spawn(context_.get_executor(), work(), use_task);
  co_return attached;
}

void Hub::detach(SessionId session) {
  on_thread([this, session] { remove(session); });
}

void Hub::remove(SessionId session) {
  const auto known = sessions_.find(session);
  if (known == sessions_.end()) return;
  const UserId user_id = known->second;
  sessions_.erase(known);
  const auto user = users_.find(user_id);
  std::erase_if(user->second, [&](const Connection& connection) { return connection.session == session; });
  if (!user->second.empty()) return;
  users_.erase(user);
  if (presence_listener_) presence_listener_(user_id, false);
}

void Hub::publish(std::vector<Delivery> deliveries) {
  on_thread([this, deliveries = std::move(deliveries)] {
    Batches batches(outlets_.size());
    for (const Delivery& delivery : deliveries)
      collect(batches, delivery);
    hand_over(std::move(batches));
  });
}

void Hub::whisper(std::vector<UserId> users, FrameBody body) {
  Delivery fleeting{{}, std::move(body)};
  for (const UserId user_id : users)
    fleeting.audience.push_back({user_id, 0});
  on_thread([this, fleeting = std::move(fleeting)] {
    Batches batches(outlets_.size());
    collect(batches, fleeting);
    hand_over(std::move(batches));
  });
}

void Hub::whisper_to_device(UserId user_id, DeviceId device_id, FrameBody body) {
  on_thread([this, user_id, device_id, body = std::move(body)] {
    const auto user = users_.find(user_id);
    if (user == users_.end()) return;
    std::vector<std::vector<Outgoing::Recipient>> recipients(outlets_.size());
    for (const Connection& connection : user->second) {
      if (connection.device_id == device_id)
        recipients[connection.session.loop].push_back({connection.session.number, 0});
    }
    for (std::size_t loop = 0; loop < outlets_.size(); ++loop) {
      if (!recipients[loop].empty()) outlets_[loop]->deliver({{std::move(recipients[loop]), body}});
    }
  });
}

void Hub::collect(Batches& batches, const Delivery& delivery) const {
  std::vector<std::vector<Outgoing::Recipient>> recipients(batches.size());
  for (const Place& place : delivery.audience) {
    const auto user = users_.find(place.user_id);
    if (user == users_.end()) continue;
    for (const Connection& connection : user->second)
      recipients[connection.session.loop].push_back({connection.session.number, place.pts});
  }
  for (std::size_t loop = 0; loop < batches.size(); ++loop) {
    if (!recipients[loop].empty()) batches[loop].push_back({std::move(recipients[loop]), delivery.body});
  }
}

void Hub::hand_over(Batches batches) {
  for (std::size_t loop = 0; loop < batches.size(); ++loop) {
    if (!batches[loop].empty()) outlets_[loop]->deliver(std::move(batches[loop]));
  }
}

void Hub::close_device(UserId user_id, DeviceId device_id, CloseCode code) {
  on_thread([=, this] { close_matching(user_id, [=](DeviceId device) { return device == device_id; }, code); });
}

void Hub::close_other_devices(UserId user_id, DeviceId keep, CloseCode code) {
  on_thread([=, this] { close_matching(user_id, [=](DeviceId device) { return device != keep; }, code); });
}

void Hub::close_matching(UserId user_id, const std::function<bool(DeviceId)>& matches, CloseCode code) {
  const auto user = users_.find(user_id);
  if (user == users_.end()) return;
  std::vector<std::vector<std::uint64_t>> closing(outlets_.size());
  std::vector<SessionId> gone;
  for (const Connection& connection : user->second) {
    if (!matches(connection.device_id)) continue;
    closing[connection.session.loop].push_back(connection.session.number);
    gone.push_back(connection.session);
  }
  for (std::size_t loop = 0; loop < closing.size(); ++loop) {
    if (!closing[loop].empty()) outlets_[loop]->close(std::move(closing[loop]), code);
  }
  // From now on they get nothing more, even while their sockets are still closing.
  for (const SessionId session : gone)
    remove(session);
}

Task<Hub::Online> Hub::who_is_online(std::vector<UserId> users) {
  Online online;
  auto work = [&]() -> Task<void> {
    for (const UserId user_id : users) {
      const auto user = users_.find(user_id);
      if (user == users_.end()) continue;
      online.users.push_back(user_id);
      for (const Connection& connection : user->second)
        online.devices.push_back(connection.device_id);
    }
    co_return;
  };
  co_await asio::co_spawn(context_.get_executor(), work(), use_task);
  co_return online;
}

}  // namespace ling
