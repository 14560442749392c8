// Finds out what a failing history does not need.
#pragma once

#include "histories/play.hpp"

#include <algorithm>

namespace ling::histories {

/// As few steps as still fail, and as little left to chance: everything is tried without, at first in large pieces.
template <class Fails>
std::vector<Step> shortest(std::vector<Step> steps, Fails fails) {
  for (std::size_t size = std::max<std::size_t>(1, steps.size() / 2);; size /= 2) {
    for (std::size_t begin = 0; begin < steps.size();) {
      std::vector<Step> fewer = steps;
      const auto from = fewer.begin() + static_cast<std::ptrdiff_t>(begin);
      fewer.erase(from, from + static_cast<std::ptrdiff_t>(std::min(size, steps.size() - begin)));
      if (fails(fewer)) {
        steps = std::move(fewer);
      } else {
        begin += size;
      }
    }
    if (size == 1) break;
  }
  for (Step& step : steps) {
    const std::uint64_t weather = std::exchange(step.weather, 0);
    if (!fails(steps)) step.weather = weather;
  }
  return steps;
}

}  // namespace ling::histories
