// The whole server but for sockets and threads: real database, hub, dispatcher and features, in which nothing happens
// until somebody says what happens next. Used from one thread.
#pragma once

#include "app/services.hpp"
#include "hub/outlet.hpp"

#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace ling::histories {

/// Called when a client gets the answer to what it asked.
using OnAnswer = std::function<void(const Answer&)>;

struct EventFrame {
  Pts pts = 0;
  FrameBody body;
};
struct AnswerFrame {
  Answer answer;
  OnAnswer received;
};
/// What a connection carries, in order: the hello as JSON, events, answers.
using Frame = std::variant<std::string, EventFrame, AnswerFrame>;

class World : public Outlet {
 public:
  /// Opens the database. `now` is the clock, whenever it is looked at.
  World(const std::filesystem::path& file, const Milliseconds& now, Passwords& passwords);
  /// As kill -9 does: what waits is gone, and nobody is told.
  ~World() override;
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  /// A connection, by its number. Its first frame is the hello.
  std::uint64_t connect(UserId user_id, DeviceId device_id);
  void disconnect(std::uint64_t session);
  /// What is on its way to the client; nullptr when the connection is no more.
  std::deque<Frame>* wire(std::uint64_t session);
  [[nodiscard]] std::vector<std::uint64_t> sessions() const;

  /// A command of a signed-in device; `done` is called when the server has answered.
  void ask(UserId user_id, DeviceId device_id, std::string command, const std::string& params, OnAnswer done);
  /// Work on the database that belongs to no command.
  void change(std::function<void(Tx&)> work);

  /// One thing that was waiting happens, with all that follows from it on the loop. false: nothing was waiting.
  bool step_write(std::size_t most);
  bool step_read();
  bool step_hub();

  /// What was committed and handed to the hub since this was last called.
  std::vector<Delivery> take_published() { return std::exchange(published_, {}); }

  void deliver(std::vector<Outgoing> frames) override;
  void close(std::vector<std::uint64_t> sessions, CloseCode code) override;

 private:
  struct Session {
    bool greeted = false;
    std::deque<Frame> wire;
  };
  Task<void> greet(std::uint64_t number, UserId user_id, DeviceId device_id);
  Task<void> run(Caller caller, std::string command, boost::json::value params, OnAnswer done);
  Task<void> run(std::function<void(Tx&)> work);
  void settle();

  // The loop outlives the others: what they drop unfinished is taken down on it.
  asio::io_context loop_{1};
  std::vector<Delivery> published_;
  std::map<std::uint64_t, Session> sessions_;
  std::uint64_t last_session_ = 0;
  std::unique_ptr<Hub> hub_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Services> services_;
};

}  // namespace ling::histories
