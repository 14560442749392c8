// The figures of one run, printed as a table and written as JSON.
#pragma once

#include <string>
#include <vector>

namespace ling::bench {

struct Figure {
  std::string key;   ///< As in bench/README.md.
  double value = 0;  ///< What the goal is about; a ratio where a floor exists.
  std::string goal;
  std::string how;  ///< The absolute figures behind it, with units.
};

class Report {
 public:
  /// Keeps the figure and prints its line at once.
  void add(Figure figure);
  /// A scenario that could not be measured: the reason stands where its figure would.
  void failed(const std::string& key, const std::string& reason);
  /// What has nothing to be measured with here, and need not.
  void skipped(const std::string& key, const std::string& reason);
  /// Throws when the file cannot be written.
  void write_json(const std::string& file) const;
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  std::vector<Figure> figures_;
  bool complete_ = true;
};

}  // namespace ling::bench
