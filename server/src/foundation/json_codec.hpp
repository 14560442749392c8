// Structs to JSON text and back, by Boost.Describe.
//   encode: writes text straight from the struct, without a tree.
//   decode: unknown keys are ignored, a missing or null optional is nullopt, a missing or wrong field is a refusal whose
//   detail names the place ("users[2].name: text expected"). Never throws on input.
// Kinds: bool, whole numbers (also Id<Tag>), double, std::string, described enums (by name), optional, vector,
// RawJson (encode only), described structs.
#pragma once

#include "foundation/result.hpp"
#include "ling/protocol/ids.hpp"
#include "ling/protocol/raw_json.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/members.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>

#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ling::json {

/// Appends a JSON string with its quotes. The text must be UTF-8.
void append_string(std::string& out, std::string_view text);

/// Parses JSON text of at most depth 32. nullopt when malformed.
std::optional<boost::json::value> parse(std::string_view text);

namespace detail {

template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<Id<Tag>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <class T>
void append_number(std::string& out, T number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

template <class T>
void append(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_arithmetic_v<T>) {
    append_number(out, value);
  } else if constexpr (std::is_enum_v<T>) {
    append_string(out, boost::describe::enum_to_string(value, ""));
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    append_string(out, value);
  } else if constexpr (IsId<T>::value) {
    append_number(out, value.value);
  } else if constexpr (std::is_same_v<T, RawJson>) {
    out += value.text;
  } else if constexpr (IsOptional<T>::value) {
    if (value) {
      append(out, *value);
    } else {
      out += "null";
    }
  } else if constexpr (IsVector<T>::value) {
    out += '[';
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (i > 0) out += ',';
      append(out, value[i]);
    }
    out += ']';
  } else {
    using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
    out += '{';
    bool first = true;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      if (!first) out += ',';
      first = false;
      out += '"';
      out += member.name;
      out += "\":";
      append(out, value.*member.pointer);
    });
    out += '}';
  }
}

/// The place in the document, as a chain on the stack; only written out when something is wrong.
struct Path {
  const Path* parent = nullptr;
  std::string_view key;
  std::size_t index = 0;
  [[nodiscard]] std::string text() const;
};

tl::unexpected<Refusal> wrong(const Path& path, std::string_view expected);

template <class T>
Result<void> read(const boost::json::value& json, const Path& path, T& out) {
  if constexpr (std::is_same_v<T, bool>) {
    if (!json.is_bool()) return wrong(path, "true or false expected");
    out = json.get_bool();
  } else if constexpr (std::is_integral_v<T>) {
    if (!json.is_int64() || json.get_int64() < std::numeric_limits<T>::min() ||
        json.get_int64() > std::numeric_limits<T>::max()) {
      return wrong(path, "whole number expected");
    }
    out = static_cast<T>(json.get_int64());
  } else if constexpr (std::is_floating_point_v<T>) {
    if (!json.is_number()) return wrong(path, "number expected");
    out = json.to_number<T>();
  } else if constexpr (std::is_enum_v<T>) {
    if (!json.is_string() || !boost::describe::enum_from_string(std::string(json.get_string()).c_str(), out)) {
      return wrong(path, "one of the known words expected");
    }
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (!json.is_string()) return wrong(path, "text expected");
    out.assign(json.get_string().begin(), json.get_string().end());
  } else if constexpr (IsId<T>::value) {
    return read(json, path, out.value);
  } else if constexpr (IsOptional<T>::value) {
    if (json.is_null()) {
      out.reset();
      return {};
    }
    return read(json, path, out.emplace());
  } else if constexpr (IsVector<T>::value) {
    if (!json.is_array()) return wrong(path, "list expected");
    out.clear();
    for (const boost::json::value& element : json.get_array()) {
      const Path here{&path, {}, out.size()};
      if (auto done = read(element, here, out.emplace_back()); !done) return done;
    }
  } else {
    if (!json.is_object()) return wrong(path, "object expected");
    const boost::json::object& object = json.get_object();
    using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
    Result<void> outcome;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      if (!outcome) return;
      auto& field = out.*member.pointer;
      const Path here{&path, member.name};
      const boost::json::value* found = object.if_contains(member.name);
      if (found != nullptr) {
        outcome = read(*found, here, field);
      } else if constexpr (!IsOptional<std::remove_reference_t<decltype(field)>>::value) {
        outcome = wrong(here, "missing");
      }
    });
    return outcome;
  }
  return {};
}

}  // namespace detail

template <class T>
std::string encode(const T& value) {
  std::string out;
  detail::append(out, value);
  return out;
}

template <class T>
Result<T> decode(const boost::json::value& json) {
  T value{};
  if (auto done = detail::read(json, detail::Path{}, value); !done) return tl::unexpected<Refusal>(done.error());
  return value;
}

}  // namespace ling::json
