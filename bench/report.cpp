#include "report.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace ling::bench {
namespace {

void print_without_figure(const std::string& key, const char* what, const std::string& reason) {
  fmt::print("{:<30} {:>9}   {}\n", key, what, reason);
  std::fflush(stdout);
}

}  // namespace

void Report::add(Figure figure) {
  fmt::print("{:<30} {:>9.2f}   {:<14} {}\n", figure.key, figure.value, figure.goal, figure.how);
  std::fflush(stdout);
  figures_.push_back(std::move(figure));
}

void Report::failed(const std::string& key, const std::string& reason) {
  print_without_figure(key, "failed", reason);
  complete_ = false;
}

void Report::skipped(const std::string& key, const std::string& reason) {
  print_without_figure(key, "skipped", reason);
}

void Report::write_json(const std::string& file) const {
  boost::json::object all;
  for (const Figure& figure : figures_)
    all[figure.key] = {{"value", figure.value}, {"goal", figure.goal}, {"how", figure.how}};
  std::ofstream out(file);
  if (!(out << boost::json::serialize(all) << '\n')) throw std::runtime_error("cannot write " + file);
}

}  // namespace ling::bench
