// A transaction as features see it: statements with typed parameters and rows, and the events that go with the change.
// SQL text stands in the stores, directly above what runs it.
//
//   struct Row { UserId user_id; std::string nickname; };   // described, in the order of the columns
//   tx.all<Row>("SELECT user_id, nickname FROM user WHERE …", id);
#pragma once

#include "foundation/delivery.hpp"
#include "foundation/json_codec.hpp"
#include "ling/protocol/ids.hpp"
#include "storage/connection.hpp"

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ling {

namespace detail {
/// A described struct in a column: stored as JSON text.
template <class T>
inline constexpr bool is_document =
    std::is_class_v<T> && boost::describe::has_describe_members<T>::value && !json::detail::IsId<T>::value;
/// What is stored as JSON text in one column: a document, or a list of something.
template <class T>
inline constexpr bool is_json_column = is_document<T> || json::detail::IsVector<T>::value;
}  // namespace detail

namespace event_log {
class StreamEnds;
}

/// Bytes that are not text.
struct Blob {
  std::string_view bytes;
};

class Tx {
 public:
  /// `ends`: what the writer remembers of the event log; without it, the event log asks the database.
  Tx(storage::Connection& connection, Milliseconds now, event_log::StreamEnds* ends = nullptr)
      : connection_(connection), now_(now), ends_(ends) {}

  /// Wall clock when the transaction began.
  [[nodiscard]] Milliseconds now() const { return now_; }

  template <class Row, class... Args>
  std::vector<Row> all(std::string_view sql, const Args&... args) {
    const Running statement(bound(sql, args...));
    std::vector<Row> rows;
    while (statement->step())
      rows.push_back(row<Row>(*statement));
    return rows;
  }

  template <class Row, class... Args>
  std::optional<Row> one(std::string_view sql, const Args&... args) {
    const Running statement(bound(sql, args...));
    if (!statement->step()) return std::nullopt;
    return row<Row>(*statement);
  }

  /// Rows changed.
  template <class... Args>
  std::int64_t run(std::string_view sql, const Args&... args) {
    const Running statement(bound(sql, args...));
    ran_ = true;
    statement->step();
    return connection_.changes();
  }

  /// The id the database gave to the new row.
  template <class... Args>
  std::int64_t insert(std::string_view sql, const Args&... args) {
    run(sql, args...);
    return connection_.last_insert_id();
  }

  /// Whether run() or insert() was called since forget_runs(): without, nothing was changed.
  [[nodiscard]] bool has_run() const { return ran_; }
  void forget_runs() { ran_ = false; }

  /// To be sent after the commit, in this order. Only for the event log.
  void deliver(Delivery delivery) { deliveries_.push_back(std::move(delivery)); }
  [[nodiscard]] std::vector<Delivery>& deliveries() { return deliveries_; }
  [[nodiscard]] event_log::StreamEnds* stream_ends() { return ends_; }

 private:
  /// Resets the statement on every way out, so that no read lock outlives its query.
  class Running {
   public:
    explicit Running(storage::Statement& statement) : statement_(statement) {}
    ~Running() { statement_.reset(); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    storage::Statement* operator->() const { return &statement_; }
    storage::Statement& operator*() const { return statement_; }

   private:
    storage::Statement& statement_;
  };

  template <class... Args>
  storage::Statement& bound(std::string_view sql, const Args&... args) {
    storage::Statement& statement = connection_.prepare(sql);
    int index = 0;
    (bind(statement, index++, args), ...);
    return statement;
  }

  template <class T>
  static void bind(storage::Statement& statement, int index, const T& value) {
    if constexpr (std::is_enum_v<T>) {
      statement.bind(index, static_cast<std::int64_t>(value));
    } else if constexpr (std::is_integral_v<T>) {
      statement.bind(index, static_cast<std::int64_t>(value));
    } else if constexpr (json::detail::IsId<T>::value) {
      statement.bind(index, value.value);
    } else if constexpr (std::is_same_v<T, Blob>) {
      statement.bind_blob(index, value.bytes);
    } else if constexpr (json::detail::IsOptional<T>::value) {
      if (value) {
        bind(statement, index, *value);
      } else {
        statement.bind_null(index);
      }
    } else if constexpr (detail::is_json_column<T>) {
      statement.bind(index, std::string_view(json::encode(value)));
    } else {
      statement.bind(index, std::string_view(value));
    }
  }

  template <class T>
  static void read(storage::Statement& statement, int column, T& out) {
    if constexpr (std::is_same_v<T, bool>) {
      out = statement.integer(column) != 0;
    } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
      out = static_cast<T>(statement.integer(column));
    } else if constexpr (json::detail::IsId<T>::value) {
      out.value = statement.integer(column);
    } else if constexpr (json::detail::IsOptional<T>::value) {
      if (statement.is_null(column)) {
        out.reset();
      } else {
        read(statement, column, out.emplace());
      }
    } else if constexpr (detail::is_json_column<T>) {
      const auto parsed = json::parse(statement.text(column));
      if (!parsed) throw std::runtime_error("a column holds no JSON");
      auto document = json::decode<T>(*parsed);
      if (!document) throw std::runtime_error("a column holds another document: " + document.error().detail);
      out = std::move(*document);
    } else {
      out = T(statement.text(column));
    }
  }

  template <class Row>
  static Row row(storage::Statement& statement) {
    Row out{};
    if constexpr (detail::is_document<Row>) {
      int column = 0;
      boost::mp11::mp_for_each<boost::describe::describe_members<Row, boost::describe::mod_public>>(
          [&](auto member) { read(statement, column++, out.*member.pointer); });
    } else {
      read(statement, 0, out);
    }
    return out;
  }

  storage::Connection& connection_;
  Milliseconds now_;
  event_log::StreamEnds* ends_;
  bool ran_ = false;
  std::vector<Delivery> deliveries_;
};

}  // namespace ling
