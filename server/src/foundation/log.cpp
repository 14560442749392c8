#include "foundation/log.hpp"

#include <fmt/chrono.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <random>

namespace ling::log {
namespace {

std::atomic<Level> threshold{Level::info};

std::string_view name_of(Level level) {
  switch (level) {
    case Level::error:
      return "error";
    case Level::warning:
      return "warning";
    case Level::info:
      return "info";
    case Level::debug:
      return "debug";
  }
  return "?";
}

bool is_plain(std::string_view value) {
  for (unsigned char c : value) {
    if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7f) return false;
  }
  return !value.empty();
}

// A value with spaces or control characters is quoted, so that no field can forge a line or another field.
void append_value(std::string& line, std::string_view value) {
  if (is_plain(value)) {
    line += value;
    return;
  }
  line += '"';
  for (unsigned char c : value) {
    if (c == '"' || c == '\\') {
      line += '\\';
      line += static_cast<char>(c);
    } else if (c < ' ' || c == 0x7f) {
      line += fmt::format("\\x{:02x}", c);
    } else {
      line += static_cast<char>(c);
    }
  }
  line += '"';
}

}  // namespace

void set_level(Level level) {
  threshold = level;
}

std::string redacted(std::string_view secret) {
  static const std::uint64_t salt = std::random_device{}() | (std::uint64_t{std::random_device{}()} << 32);
  std::string salted = fmt::format("{:016x}", salt);
  salted += secret;
  return fmt::format("#{:08x}", std::hash<std::string>{}(salted) & 0xffffffffU);
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (level > threshold.load(std::memory_order_relaxed)) return;
  const auto now = std::chrono::system_clock::now();
  const auto seconds = std::chrono::time_point_cast<std::chrono::seconds>(now);
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now - seconds).count();
  std::string line =
      fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z {} {}", fmt::gmtime(seconds), milliseconds, name_of(level), event);
  for (const Field& field : fields) {
    line += ' ';
    line += field.name;
    line += '=';
    append_value(line, field.value);
  }
  line += '\n';
  // One write per line: lines of several threads do not mix. There is nobody to tell if standard error is gone.
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace ling::log
