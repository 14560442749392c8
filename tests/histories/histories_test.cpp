// Thousands of random histories, each from its seed. LING_HISTORIES says how many; LING_SEED repeats one.
#include "histories/play.hpp"
#include "histories/shortest.hpp"
#include "tests/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <random>

namespace ling::histories {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t enough_for_every_command = 2000;

/// Commands without a step, each with the reason.
const std::map<std::string_view, const char*> out_of_scope = {
    {"server.info", "reads what never changes"},
    {"account.challenge", "signing in is given"},
    {"account.register", "signing in is given"},
    {"account.sign_in", "signing in is given"},
    {"account.recover", "signing in is given"},
    {"account.sign_out", "signing in is given"},
    {"account.change_password", "signing in is given"},
    {"account.renew_recovery_codes", "signing in is given"},
    {"account.set_avatar", "tells what account.update_profile tells, of a picture"},
    {"device.list", "signing in is given"},
    {"device.sign_out", "signing in is given"},
    {"invite.create", "for administrators, and tells nobody"},
    {"invite.list", "for administrators, and tells nobody"},
    {"invite.revoke", "for administrators, and tells nobody"},
    {"admin.reset_password", "for administrators, and tells nobody"},
    {"group.set_avatar", "tells what group.describe tells, of a picture"},
    {"group.edit_announcement", "the model does not know it yet; web/tests/equivalence tries it"},
    {"message.files", "only looks, at what message.history tells; no files here"},
    {"group.find_members", "only looks, at what group.members tells"},
    {"group.withdraw_announcement", "the model does not know it yet; web/tests/equivalence tries it"},
    {"file.copy", "files need bytes, which go over HTTP; tests/system/files_test.cpp tries it"},
    {"storage.report", "for administrators, and tells nobody"},
    {"storage.remove", "for administrators, and tells nobody; tests/system/storage_test.cpp tries it"},
    {"file.find", "files need bytes, which go over HTTP; tests/system/files_test.cpp tries it"},
    {"sticker.add", "stickers need bytes, which go over HTTP; web/tests/equivalence tries it"},
    {"sticker.remove", "stickers need bytes, which go over HTTP; web/tests/equivalence tries it"},
    {"sticker.place", "stickers need bytes, which go over HTTP; web/tests/equivalence tries it"},
    {"sticker.describe", "stickers need bytes, which go over HTTP; web/tests/equivalence tries it"},
    {"sticker_pack.create", "stickers need bytes, which go over HTTP; web/tests/equivalence tries it"},
    {"sticker_pack.list", "stickers need bytes, which go over HTTP; web/tests/equivalence tries it"},
    {"sticker_pack.read", "stickers need bytes, which go over HTTP; web/tests/equivalence tries it"},
    {"sticker_pack.find", "stickers need bytes, which go over HTTP; web/tests/equivalence tries it"},
    {"sticker_pack.copy", "stickers need bytes, which go over HTTP; web/tests/equivalence tries it"},
    {"sticker_pack.configure", "stickers need bytes, which go over HTTP; web/tests/equivalence tries it"},
    {"sticker_pack.place", "stickers need bytes, which go over HTTP; web/tests/equivalence tries it"},
    {"sticker_pack.remove", "stickers need bytes, which go over HTTP; web/tests/equivalence tries it"},
    {"call.invite", "the model does not know it yet; call_acts_test.cpp plays histories of its own"},
    {"call.accept", "the model does not know it yet; call_acts_test.cpp plays histories of its own"},
    {"call.decline", "the model does not know it yet; call_acts_test.cpp plays histories of its own"},
    {"call.hang_up", "the model does not know it yet; call_acts_test.cpp plays histories of its own"},
    {"call.connected", "the model does not know it yet; call_acts_test.cpp plays histories of its own"},
    {"call.relay", "without an engine there is none; web/tests/equivalence tries it"},
    {"call.keep", "the model does not know it yet; call_acts_test.cpp plays histories of its own"},
    {"call.routes", "reads what never changes"},
    {"call.signal", "the model does not know it yet; call_acts_test.cpp plays histories of its own"},
    {"group_call.join", "without an engine there is none; group_call_acts_test.cpp plays histories of its own"},
    {"group_call.leave", "without an engine there is none; group_call_acts_test.cpp plays histories of its own"},
    {"group_call.keep", "without an engine there is none; group_call_acts_test.cpp plays histories of its own"},
    {"group_call.show", "without an engine there is none; group_call_acts_test.cpp plays histories of its own"},
    {"group_call.react", "without an engine there is none; group_call_acts_test.cpp plays histories of its own"},
    {"group_call.mute", "without an engine there is none; group_call_acts_test.cpp plays histories of its own"},
    {"group_call.configure", "without an engine there is none; group_call_acts_test.cpp plays histories of its own"},
    {"group_call.remove", "without an engine there is none; group_call_acts_test.cpp plays histories of its own"},
    {"group_call.end", "without an engine there is none; group_call_acts_test.cpp plays histories of its own"},
    {"group_call.grow", "without an engine there is none; web/tests/equivalence tries it"},
    {"group_call.invite", "without an engine there is none; web/tests/equivalence tries it"},
    {"media.enter", "without an engine there is none; web/tests/equivalence tries it"},
    {"media.look", "without an engine there is none; web/tests/equivalence tries it"},
    {"media.open", "without an engine there is none; web/tests/equivalence tries it"},
    {"media.connect", "without an engine there is none; web/tests/equivalence tries it"},
    {"media.restart", "without an engine there is none; web/tests/equivalence tries it"},
    {"media.send", "without an engine there is none; web/tests/equivalence tries it"},
    {"media.stop", "without an engine there is none; web/tests/equivalence tries it"},
    {"media.receive", "without an engine there is none; web/tests/equivalence tries it"},
    {"media.want", "without an engine there is none; web/tests/equivalence tries it"},
    {"media.probe", "without an engine there is none; web/tests/equivalence tries it"},
};

std::uint64_t number(const char* variable, std::uint64_t otherwise) {
  const char* given = std::getenv(variable);
  return given != nullptr ? std::stoull(given) : otherwise;
}

class Histories : public ::testing::Test {
 protected:
  Histories() { Play::make_template(template_, passwords_); }

  std::string play(const std::vector<Step>& steps, std::string* log = nullptr) {
    const fs::path file = folder_.path() / "history.db";
    for (const char* suffix : {"-wal", "-shm"})
      fs::remove(file.string() + suffix);
    fs::copy_file(template_, file, fs::copy_options::overwrite_existing);
    Play play(file, passwords_);
    std::string problem = play.run(steps);
    done_.insert(play.done().begin(), play.done().end());
    if (log != nullptr) *log = play.log();
    return problem;
  }

  void report(std::uint64_t seed) {
    const auto steps = shortest(steps_of(seed), [this](const auto& fewer) { return !play(fewer).empty(); });
    std::string log;
    const std::string problem = play(steps, &log);
    ADD_FAILURE() << problem << "\n\nThe shortest history found that ends like this:\n"
                  << log << "\nLING_SEED=" << seed << " repeats it.";
  }

  // In memory where there is such a folder: what is tested here is order, not disks.
  TemporaryFolder folder_{fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path()};
  fs::path template_ = folder_.path() / "template.db";
  Passwords passwords_{{.threads = 1}};
  std::set<std::string_view> done_;
};

TEST_F(Histories, always_leave_every_device_with_what_the_model_says) {
  const std::uint64_t first = number("LING_SEED", std::random_device{}());
  const std::uint64_t count = number("LING_HISTORIES", std::getenv("LING_SEED") != nullptr ? 1 : 2000);
  std::cout << count << " histories from seed " << first << std::endl;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    if (play(steps_of(seed)).empty()) continue;
    return report(seed);
  }
  if (count < enough_for_every_command) return;
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, AllCommands>>([&](auto identity) {
    using Command = typename decltype(identity)::type;
    const std::string_view name = Command::command.name;
    EXPECT_NE(done_.contains(name), out_of_scope.contains(name))
        << name
        << (done_.contains(name) ? " has steps, so it is in scope." : " has no step that succeeds: see turn.hpp.");
  });
}

}  // namespace
}  // namespace ling::histories
