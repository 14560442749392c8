// What fault tests count: whether the messages found afterwards are those the writers were promised.
// Used from one thread.
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace ling::fault_test {

struct Counters {
  int lost = 0;        ///< Acknowledged, and not found.
  int duplicated = 0;  ///< Found once more than the first time.
  int reordered = 0;   ///< Not after what stood before it, not in its writer's order, or not where the ack said.
  int phantom = 0;     ///< Found, and never sent.
  bool operator==(const Counters&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Counters& counters);

struct Found {
  std::string client_id;
  std::int64_t seq = 0;
};

class Checker {
 public:
  /// In the order in which one writer sends on one connection. Each client_id once; resends are not told.
  void sent(int writer, const std::string& client_id);
  void acknowledged(const std::string& client_id, std::int64_t seq);
  [[nodiscard]] std::size_t acknowledgements() const { return acknowledged_.size(); }

  /// The messages of the one conversation written to, as some reader has them, in its order.
  [[nodiscard]] Counters check(const std::vector<Found>& found) const;

 private:
  struct Sent {
    int writer = 0;
    int position = 0;
  };
  std::map<std::string, Sent> sent_;
  std::map<std::string, std::int64_t> acknowledged_;
};

}  // namespace ling::fault_test
