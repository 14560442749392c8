// Backup of a running server, and back.
#include "support/person.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

namespace ling::system_test {
namespace {

namespace fs = std::filesystem;

/// Somebody who writes the numbers 0, 1, 2, … without a pause, eight in flight, until it is enough.
class Writer {
 public:
  Writer(const Person& person, std::int64_t conversation_id)
      : socket_(person.connect()), conversation_id_(conversation_id), thread_([this] { run(); }) {}
  ~Writer() { stop(); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  int wait_for_acknowledged(int count) const {
    int now = acknowledged_;
    while (now < count) {
      acknowledged_.wait(now);
      now = acknowledged_;
    }
    return now;
  }
  int stop() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
    return acknowledged_;
  }

 private:
  void run() {
    constexpr int in_flight = 8;
    while (!stopping_) {
      std::vector<int> ids;
      for (int i = 0; i < in_flight; ++i)
        ids.push_back(socket_.send("message.send", text_message(conversation_id_, std::to_string(next_++))));
      for (const int id : ids) {
        EXPECT_EQ(error_code(socket_.answer_to(id)), "");
        ++acknowledged_;
        acknowledged_.notify_all();
      }
    }
  }

  SocketClient socket_;
  std::int64_t conversation_id_;
  int next_ = 0;
  std::atomic<int> acknowledged_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

/// The numbers as they stand in the database, in order.
std::vector<int> numbers(const ServerProcess& stopped) {
  std::stringstream text(stopped.read_database(
      "SELECT text || char(10) FROM message WHERE text GLOB '[0-9]*' ORDER BY conversation_id, seq"));
  std::vector<int> found;
  for (int number = 0; text >> number;)
    found.push_back(number);
  return found;
}

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Finished backup(const ServerProcess& server, const fs::path& file) {
  return run_ling("backup " + file.string() + " --data " + server.data().string());
}

Finished restore(const fs::path& file, const fs::path& data, const std::string& more = "") {
  return run_ling("restore " + file.string() + " --data " + data.string() + more);
}

TEST(Backup, under_load_it_holds_every_message_acknowledged_before_it_began) {
  ServerProcess server;
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "backup.ling";
  const Person lin(server, "lin"), mei(server, "mei");
  Writer writer(lin, befriend(lin, mei));
  const int before = writer.wait_for_acknowledged(500);
  const Finished made = backup(server, file);
  const int during = writer.wait_for_acknowledged(before) - before;
  const int after = writer.stop();
  ASSERT_EQ(made.exit_code, 0) << made.output;
  server.kill();
  ASSERT_EQ(restore(file, server.data(), " --force").exit_code, 0);
  const std::vector<int> restored = numbers(server);
  ASSERT_GE(static_cast<int>(restored.size()), before) << during << " more were acknowledged meanwhile";
  // A message stored but not yet acknowledged may be in it as well; what matters is one unbroken beginning.
  EXPECT_LE(static_cast<int>(restored.size()), after + 8);
  for (std::size_t i = 0; i < restored.size(); ++i)
    ASSERT_EQ(restored[i], static_cast<int>(i));
  EXPECT_EQ(server.read_database("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(server.read_database("SELECT COUNT(*) FROM sqlite_master WHERE name = 'backup_file'"), "0");
}

TEST(Backup, a_restored_server_is_the_same_server_in_a_new_history) {
  ServerProcess server;
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "backup.ling";
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  lin.call("message.send", text_message(conversation, "1"));
  const auto old_epoch = lin.connect().hello().at("epoch");
  const std::string authority = contents(server.data() / "tls/ca.crt"), key = contents(server.data() / "tls/ca.key");
  ASSERT_EQ(backup(server, file).exit_code, 0);
  lin.call("message.send", text_message(conversation, "2"));
  server.stop();
  fs::remove_all(server.data());

  const Finished restored = restore(file, server.data());
  ASSERT_EQ(restored.exit_code, 0) << restored.output;
  EXPECT_EQ(numbers(server), std::vector<int>{1});
  server.start();
  EXPECT_NE(lin.connect().hello().at("epoch"), old_epoch);
  EXPECT_EQ(contents(server.data() / "tls/ca.crt"), authority);
  EXPECT_EQ(contents(server.data() / "tls/ca.key"), key);
  EXPECT_EQ(fs::status(server.data() / "tls/ca.key").permissions() & fs::perms::mask,
            fs::perms::owner_read | fs::perms::owner_write);
  lin.call("message.send", text_message(conversation, "3"));
}

TEST(Backup, the_file_is_for_its_owner_only_with_nothing_beside_it) {
  const ServerProcess server;
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "backup.ling";
  std::ofstream(file) << "an older backup";
  ASSERT_EQ(backup(server, file).exit_code, 0);
  EXPECT_EQ(fs::status(file).permissions() & fs::perms::mask, fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST(Backup, what_would_destroy_something_is_refused) {
  ServerProcess server;
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "backup.ling";
  const Person lin(server, "lin");
  ASSERT_EQ(backup(server, file).exit_code, 0);

  for (const char* name : {"ling.db", "tls/ca.key"}) {
    const Finished onto_itself = backup(server, server.data() / name);
    EXPECT_EQ(onto_itself.exit_code, 1);
    EXPECT_NE(onto_itself.output.find("outside the data directory"), std::string::npos) << onto_itself.output;
  }
  const Finished nowhere = backup(server, folder.path() / "missing/backup.ling");
  EXPECT_EQ(nowhere.exit_code, 1);
  EXPECT_NE(nowhere.output.find("No such file or directory"), std::string::npos) << nowhere.output;
  EXPECT_EQ(lin.refusal("server.back_up", {{"file", file.string()}}), "unknown_command");

  const Finished running = restore(file, server.data(), " --force");
  EXPECT_EQ(running.exit_code, 1);
  EXPECT_NE(running.output.find("another server is running"), std::string::npos) << running.output;
  server.stop();
  const Finished occupied = restore(file, server.data());
  EXPECT_EQ(occupied.exit_code, 1);
  EXPECT_NE(occupied.output.find("--force"), std::string::npos) << occupied.output;
}

TEST(Backup, a_damaged_or_foreign_file_leaves_the_data_as_it_was) {
  ServerProcess server;
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "backup.ling", foreign = folder.path() / "foreign";
  const Person lin(server, "lin");
  ASSERT_EQ(backup(server, file).exit_code, 0);
  server.stop();
  std::string bytes = contents(file);
  bytes.replace(bytes.size() / 2, 8192, std::string(8192, 'x'));
  std::ofstream(file, std::ios::binary) << bytes;
  fs::copy_file(server.data() / "ling.db", foreign);

  EXPECT_EQ(restore(file, server.data(), " --force").exit_code, 1);
  const Finished refused = restore(foreign, server.data(), " --force");
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_NE(refused.output.find("not made by ling backup"), std::string::npos) << refused.output;
  EXPECT_FALSE(fs::exists(server.data() / "ling.db.restored"));
  server.start();
  EXPECT_EQ(lin.refusal("stream.snapshot", boost::json::object{}), "");
}

}  // namespace
}  // namespace ling::system_test
