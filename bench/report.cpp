#include "report.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace ling::bench {

void Report::add(Figure figure) {
  fmt::print("{:<30} {:>9.2f}   {:<14} {}\n", figure.key, figure.value, figure.goal, figure.how);
  std::fflush(stdout);
  figures_.push_back(std::move(figure));
}

void Report::failed(const std::string& key, const std::string& reason) {
  fmt::print("{:<30} {:>9}   {}\n", key, "failed", reason);
  std::fflush(stdout);
  complete_ = false;
}

void Report::write_json(const std::string& file) const {
  boost::json::object all;
  for (const Figure& figure : figures_)
    all[figure.key] = {{"value", figure.value}, {"goal", figure.goal}, {"how", figure.how}};
  std::ofstream out(file);
  if (!(out << boost::json::serialize(all) << '\n')) throw std::runtime_error("cannot write " + file);
}

}  // namespace ling::bench
