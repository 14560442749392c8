// What the administrator sees of files, and what becomes of those that are removed.
#include "support/files.hpp"

#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <filesystem>

namespace ling::system_test {
namespace {

namespace fs = std::filesystem;
using boost::json::object;

constexpr std::int64_t tomorrow = 4'000'000'000'000;
const std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR and so on", 30);

/// The first to register administers.
class Storage : public testing::Test {
 protected:
  [[nodiscard]] object remove(std::int64_t larger_than, bool try_only, object more = {}) const {
    more["before"] = tomorrow;
    more["larger_than"] = larger_than;
    more["try_only"] = try_only;
    return lin.call("storage.remove", more).as_object();
  }
  [[nodiscard]] std::size_t on_disk() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(server.data() / "files"))
      count += entry.is_regular_file() ? 1 : 0;
    return count;
  }
  /// Bytes go a moment after the answer: each request is a moment.
  [[nodiscard]] bool is_left_on_disk(std::size_t files) const {
    for (int i = 0; i < 2000 && on_disk() != files; ++i)
      lin.call("presence.list", object{});
    return on_disk() == files;
  }

  const ServerProcess server;
  const Person lin{server, "lin"}, mei{server, "mei"};
  const std::int64_t conversation = befriend(lin, mei);
};

TEST_F(Storage, the_administrator_sees_what_takes_room) {
  mei.call("message.send", file_message(conversation, {upload(mei, "a.png", png)}));
  mei.call("message.send", file_message(conversation, {upload(mei, "b.png", png), upload(mei, "c.txt", "hello")}));
  const auto report = lin.call("storage.report", object{});
  EXPECT_EQ(report.at("files"), 2);
  EXPECT_EQ(report.at("bytes"), 35);
  EXPECT_GT(report.at("free_bytes").as_int64(), 0);
  const auto kinds = report.at("kinds").as_array();
  ASSERT_EQ(kinds.size(), 4U);
  EXPECT_EQ(kinds[0], (object{{"kind", "picture"}, {"files", 1}, {"bytes", 30}}));
  EXPECT_EQ(kinds[3], (object{{"kind", "other"}, {"files", 1}, {"bytes", 5}}));
  EXPECT_EQ(report.at("ages").as_array().at(0), (object{{"days", 0}, {"files", 2}, {"bytes", 35}}));
  const auto conversations = report.at("conversations").as_array();
  ASSERT_EQ(conversations.size(), 1U);
  EXPECT_EQ(conversations[0],
            (object{{"conversation_id", conversation}, {"kind", "direct"}, {"name", ""}, {"files", 3}, {"bytes", 65}}));
}

TEST_F(Storage, looking_removes_nothing_and_removing_leaves_the_message) {
  const std::int64_t large = upload(mei, "large.bin", std::string(5000, '\1')), small = upload(mei, "a.png", png);
  const std::int64_t unsent = upload(mei, "unsent.bin", std::string(6000, '\1'));
  mei.call("message.send", file_message(conversation, {large, small}));
  const object one{{"files", 1}, {"bytes", 5000}}, none{{"files", 0}, {"bytes", 0}};
  EXPECT_EQ(remove(1000, true), one);
  EXPECT_EQ(ask(mei, "GET", file_address(large)).status, 200U);
  EXPECT_EQ(remove(1000, true, {{"kind", "picture"}}), none);
  EXPECT_EQ(remove(5000, true), none);

  EXPECT_EQ(remove(1000, false), one);
  EXPECT_EQ(remove(1000, false), none);
  for (const Person* person : {&lin, &mei}) {
    EXPECT_EQ(ask(*person, "GET", file_address(large)).status, 410U);
    EXPECT_EQ(ask(*person, "HEAD", file_address(large), {{"If-None-Match", "*"}}).status, 410U);
    EXPECT_EQ(person->refusal("file.copy", {{"file_id", large}}), "not_found");
    EXPECT_EQ(ask(*person, "GET", file_address(small)).body, png);
  }
  const Person stranger(server, "stranger");
  EXPECT_EQ(ask(stranger, "GET", file_address(large)).status, 404U);
  EXPECT_EQ(ask(mei, "GET", file_address(unsent)).status, 200U);
  EXPECT_TRUE(is_left_on_disk(2));
  const auto page = lin.call("message.history", {{"conversation_id", conversation}, {"limit", 1}});
  EXPECT_EQ(page.at("messages").as_array().at(0).at("attachments").as_array().size(), 2U);
  EXPECT_EQ(mei.refusal("message.send", file_message(conversation, {large})), "not_found");
}

TEST_F(Storage, of_one_conversation_goes_what_no_other_one_holds) {
  const Person zhou(server, "zhou");
  const std::int64_t other = befriend(mei, zhou);
  const std::int64_t here = upload(mei, "here.bin", std::string(2000, '\1')),
                     there = upload(mei, "there.bin", std::string(3000, '\2')),
                     both = upload(mei, "both.bin", std::string(4000, '\3'));
  mei.call("message.send", file_message(conversation, {here, both}));
  mei.call("message.send", file_message(other, {there, both}));
  const object one{{"files", 1}, {"bytes", 2000}};
  EXPECT_EQ(remove(0, true, {{"conversation_id", conversation}}), one);
  EXPECT_EQ(remove(0, true, {{"conversation_id", 4711}}), (object{{"files", 0}, {"bytes", 0}}));
  EXPECT_EQ(remove(0, false, {{"conversation_id", conversation}}), one);
  EXPECT_EQ(ask(lin, "GET", file_address(here)).status, 410U);
  EXPECT_EQ(ask(zhou, "GET", file_address(there)).status, 200U);
  for (const Person* person : {&lin, &mei, &zhou})
    EXPECT_EQ(ask(*person, "GET", file_address(both)).status, 200U);
}

TEST_F(Storage, bytes_that_somebody_still_has_stay) {
  const std::int64_t sent = upload(mei, "a.png", png), kept = upload(lin, "b.png", png);
  mei.call("message.send", file_message(conversation, {sent}));
  EXPECT_EQ(remove(0, false), (object{{"files", 1}, {"bytes", 30}}));
  EXPECT_EQ(ask(mei, "GET", file_address(sent)).status, 410U);
  EXPECT_EQ(ask(lin, "GET", file_address(kept)).body, png);
  EXPECT_TRUE(is_left_on_disk(1));
  // And whoever uploads them anew has them.
  const std::int64_t again = upload(mei, "c.png", png);
  EXPECT_EQ(ask(mei, "GET", file_address(again)).body, png);
}

}  // namespace
}  // namespace ling::system_test
