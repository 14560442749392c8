// Structured log lines on standard error: time, level, event, fields.
//   error: someone must act now · warning: act soon · info: rare life events · debug: for developers
// Secrets and message text have no way in: fields take numbers, ids and short known words; `redacted` keeps only a hash
// prefix. Any thread; each line is one write.
#pragma once

#include "ling/protocol/ids.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace ling::log {

enum class Level { error, warning, info, debug };

struct Field {
  std::string_view name;
  std::string value;
  Field(std::string_view n, std::string_view v) : name(n), value(v) {}
  Field(std::string_view n, const char* v) : name(n), value(v) {}
  Field(std::string_view n, const std::string& v) : name(n), value(v) {}
  template <class T>
    requires std::is_arithmetic_v<T>
  Field(std::string_view n, T v) : name(n), value(fmt::to_string(v)) {}
  template <class Tag>
  Field(std::string_view n, Id<Tag> v) : name(n), value(fmt::to_string(v.value)) {}
};

/// The same input gives the same short token for the life of the process; the input cannot be read from it.
std::string redacted(std::string_view secret);

void set_level(Level level);
void write(Level level, std::string_view event, std::initializer_list<Field> fields);

inline void error(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::error, event, fields);
}
inline void warning(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::warning, event, fields);
}
inline void info(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::info, event, fields);
}
inline void debug(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::debug, event, fields);
}

}  // namespace ling::log
