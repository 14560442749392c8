#include "measure.hpp"
#include "scenarios/crowd.hpp"
#include "scenarios/scenarios.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace ling::bench {
namespace {

using boost::json::object;
using system_test::Person;
using system_test::ServerProcess;

// Fewer than the burst of such commands that one user may send: coming in and leaving are one each.
constexpr int members = 1999, joins = 14;
constexpr std::int64_t group = 1000000;

/// A large group that anybody may join. Put into the database: nobody has 1,998 friends to found it with. Its members are
/// users that nobody registered, since hashing their passwords would be most of the run.
void put_group(ServerProcess& server, const Person& owner) {
  server.stop();
  std::string sql = fmt::format(
      "INSERT INTO conversation (conversation_id, kind, name, owner_id, member_count, created_at, joining, findable) "
      "VALUES ({}, 1, 'bench', {}, {}, 0, 1, 1);",
      group, owner.user_id, members);
  for (int i = 0; i < members; ++i) {
    const std::int64_t user_id = i == 0 ? owner.user_id : 2000000 + i;
    if (i > 0) {
      sql += fmt::format(
          "INSERT INTO user (user_id, account, account_key, nickname, signature, avatar, phone, password_hash, "
          "is_administrator, hide_presence, hide_read_marks, joined_at, last_seen_at) "
          "VALUES ({0}, 'member{0}', 'member{0}', '', '', '', '', '', 0, 0, 0, 0, 0);",
          user_id);
    }
    sql += fmt::format(
        "INSERT INTO member (conversation_id, user_id, delivered_seq, read_seq, marked_unread, pinned_at, muted, draft) "
        "VALUES ({}, {}, 0, 0, 0, 0, 0, '');",
        group, user_id);
  }
  server.change_database("BEGIN;" + sql + "COMMIT;");
  server.start();
}

}  // namespace

void join_group(Report& report) {
  ServerProcess server;
  const Person owner(server, "owner"), newcomer(server, "newcomer");
  put_group(server, owner);
  std::vector<double> milliseconds;
  for (int i = 0; i < joins; ++i) {
    const Stopwatch watch;
    newcomer.call("group.join", object{{"conversation_id", group}, {"reason", ""}});
    milliseconds.push_back(watch.seconds() * 1000);
    newcomer.call("group.leave", object{{"conversation_id", group}});
  }
  const double half = percentile(milliseconds, 0.5), worst = percentile(milliseconds, 1);
  report.add({"join_group_2000_ms", half, "<= 100",
              fmt::format("half of {} joins; the slowest {:.1f} ms, each told to {} members", joins, worst, members)});
}

}  // namespace ling::bench
