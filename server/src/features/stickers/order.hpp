// Moving one thing of a list to another place. Pure.
#pragma once

#include <algorithm>
#include <vector>

namespace ling {

/// Where `found` stands afterwards; past the end is the end. `place` is not negative.
template <class T>
int move_to(std::vector<T>& order, typename std::vector<T>::iterator found, int place) {
  const auto target = order.begin() + std::min<std::ptrdiff_t>(place, std::ssize(order) - 1);
  if (target < found) {
    std::rotate(target, found, found + 1);
  } else {
    std::rotate(found, found + 1, target + 1);
  }
  return static_cast<int>(target - order.begin());
}

}  // namespace ling
