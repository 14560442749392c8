#include "histories/world.hpp"

#include <cstdlib>

namespace ling::histories {
namespace {

DatabaseOptions database_options(const std::filesystem::path& file, const Milliseconds& now,
                                 std::function<void(std::vector<Delivery>)> publish) {
  return {.file = file,
          .threads = false,
          .clock = [&now] { return now; },
          .publish = std::move(publish),
          .disk_failed = [](const char*) { std::abort(); }};
}

}  // namespace

World::World(const std::filesystem::path& file, const Milliseconds& now, Passwords& passwords)
    : hub_(std::make_unique<Hub>(Hub::Options{.sessions_per_user = 100, .thread = false})) {
  auto publish = [this](std::vector<Delivery> deliveries) {
    published_.insert(published_.end(), deliveries.begin(), deliveries.end());
    hub_->publish(std::move(deliveries));
  };
  database_ = std::make_unique<Database>(database_options(file, now, std::move(publish)));
  services_ = std::make_unique<Services>(Config{}, *database_, *hub_, passwords);
  hub_->set_outlets({this});
}

World::~World() {
  database_.reset();
  hub_.reset();
  settle();
}

std::uint64_t World::connect(UserId user_id, DeviceId device_id) {
  sessions_[++last_session_];
  spawn(loop_.get_executor(), "history.greet", greet(last_session_, user_id, device_id));
  settle();
  return last_session_;
}

Task<void> World::greet(std::uint64_t number, UserId user_id, DeviceId device_id) {
  const SessionId session{0, number};
  const bool attached = co_await hub_->attach(session, user_id, device_id);
  if (!attached) throw std::logic_error("too many sessions");
  const Identity identity{user_id, device_id};
  std::string hello = co_await services_->stream.hello(identity);
  const auto found = sessions_.find(number);
  if (found == sessions_.end()) {
    hub_->detach(session);
    co_return;
  }
  found->second.greeted = true;
  found->second.wire.push_front(Frame(std::move(hello)));
}

void World::disconnect(std::uint64_t session) {
  if (sessions_.erase(session) > 0) hub_->detach({0, session});
}

std::deque<Frame>* World::wire(std::uint64_t session) {
  const auto found = sessions_.find(session);
  return found == sessions_.end() ? nullptr : &found->second.wire;
}

std::vector<std::uint64_t> World::sessions() const {
  std::vector<std::uint64_t> numbers;
  for (const auto& [number, session] : sessions_) {
    if (session.greeted && !session.wire.empty()) numbers.push_back(number);
  }
  return numbers;
}

void World::ask(UserId user_id, DeviceId device_id, std::string command, const std::string& params, OnAnswer done) {
  Caller caller{.identity = Identity{user_id, device_id}, .address = "history"};
  caller.local_control = true;  // no limits of rate: they are tested elsewhere, and look at the real clock
  spawn(loop_.get_executor(), "history.command",
        run(std::move(caller), std::move(command), json::parse(params).value(), std::move(done)));
  settle();
}

Task<void> World::run(Caller caller, std::string command, boost::json::value params, OnAnswer done) {
  const Answer answer = co_await services_->dispatcher.run(std::move(caller), std::move(command), std::move(params));
  done(answer);
}

void World::change(std::function<void(Tx&)> work) {
  spawn(loop_.get_executor(), "history.change", run(std::move(work)));
  settle();
}

Task<void> World::run(std::function<void(Tx&)> work) {
  auto change = [&](Tx& tx) {
    work(tx);
    return true;
  };
  co_await database_->write(std::move(change));
}

void World::settle() {
  loop_.restart();
  loop_.poll();
}

bool World::step_write(std::size_t most) {
  const bool stepped = database_->step_write(most);
  settle();
  return stepped;
}

bool World::step_read() {
  const bool stepped = database_->step_read();
  settle();
  return stepped;
}

bool World::step_hub() {
  const bool stepped = hub_->step();
  settle();
  return stepped;
}

void World::deliver(std::vector<Outgoing> frames) {
  for (Outgoing& frame : frames) {
    for (const Outgoing::Recipient& to : frame.recipients) {
      if (auto* wire = this->wire(to.session)) wire->push_back(EventFrame{to.pts, frame.body});
    }
  }
}

void World::close(std::vector<std::uint64_t> sessions, CloseCode) {
  for (const std::uint64_t session : sessions)
    sessions_.erase(session);
}

}  // namespace ling::histories
