#include "fault/checker.hpp"

#include <algorithm>
#include <set>

namespace ling::fault_test {

std::ostream& operator<<(std::ostream& out, const Counters& counters) {
  return out << "lost " << counters.lost << ", duplicated " << counters.duplicated << ", reordered "
             << counters.reordered << ", phantom " << counters.phantom;
}

void Checker::sent(int writer, const std::string& client_id) {
  sent_.emplace(client_id, Sent{writer, static_cast<int>(sent_.size())});
}

void Checker::acknowledged(const std::string& client_id, std::int64_t seq) {
  acknowledged_.emplace(client_id, seq);
}

Counters Checker::check(const std::vector<Found>& found) const {
  Counters counters;
  std::set<std::string> seen;
  std::map<int, int> last_position;
  std::int64_t last_seq = 0;
  for (const Found& message : found) {
    const auto sent = sent_.find(message.client_id);
    if (sent == sent_.end()) {
      ++counters.phantom;
      continue;
    }
    if (!seen.insert(message.client_id).second) {
      ++counters.duplicated;
      continue;
    }
    const auto [writer, position] = sent->second;
    const auto promised = acknowledged_.find(message.client_id);
    const auto before = last_position.emplace(writer, -1).first;
    if (message.seq <= last_seq || position < before->second ||
        (promised != acknowledged_.end() && promised->second != message.seq))
      ++counters.reordered;
    last_seq = std::max(last_seq, message.seq);
    before->second = std::max(before->second, position);
  }
  for (const auto& [client_id, seq] : acknowledged_)
    counters.lost += seen.contains(client_id) ? 0 : 1;
  return counters;
}

}  // namespace ling::fault_test
