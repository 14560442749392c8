#include "storage/copy/table_copy.hpp"

#include "storage/tx.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ling::storage {
namespace {

// A round trip for so many rows. Larger ones go alone: MariaDB takes 16 MiB at a time.
constexpr std::size_t rows_together = 64, bytes_together = 1024 * 1024;

std::string quoted(const std::string& name) {
  return '"' + name + '"';
}

std::string quoted(const TableShape& table, const std::vector<std::size_t>& columns, const char* behind = "") {
  std::vector<std::string> names;
  for (const std::size_t column : columns)
    names.push_back(quoted(table.columns[column].name) + behind);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string all_columns(const TableShape& table) {
  std::vector<std::string> names;
  for (const ColumnShape& column : table.columns)
    names.push_back(quoted(column.name));
  return fmt::format("{}", fmt::join(names, ", "));
}

/// Which of the key's values a condition asks for, in this order.
struct Condition {
  std::string sql;
  std::vector<std::size_t> values;
};

// Each engine has one spelling with which it finds the place by the key instead of looking at every row.
Condition behind_key(const TableShape& table, const std::vector<std::size_t>& key, Engine engine) {
  Condition condition;
  if (engine == Engine::sqlite) {
    const std::vector<std::string> marks(key.size(), "?");
    condition.sql = fmt::format("({}) > ({})", quoted(table, key), fmt::join(marks, ", "));
    for (std::size_t i = 0; i < key.size(); ++i)
      condition.values.push_back(i);
    return condition;
  }
  for (std::size_t length = 0; length < key.size(); ++length) {
    condition.sql += length == 0 ? "(" : " OR (";
    for (std::size_t i = 0; i <= length; ++i) {
      condition.sql +=
          fmt::format("{}{} {} ?", i == 0 ? "" : " AND ", quoted(table.columns[key[i]].name), i == length ? ">" : "=");
      condition.values.push_back(i);
    }
    condition.sql += ")";
  }
  return condition;
}

void bind(Statement& statement, int index, const Value& value, ColumnKind kind) {
  if (value.null) return statement.bind_null(index);
  switch (kind) {
    case ColumnKind::integer:
      return statement.bind(index, value.integer);
    case ColumnKind::text:
      return statement.bind(index, std::string_view(value.bytes));
    case ColumnKind::bytes:
      return statement.bind_blob(index, value.bytes);
  }
}

// FNV-1a, then mixed so that sums of it say something (splitmix64).
class Hash {
 public:
  void add(std::string_view bytes) {
    for (const unsigned char c : bytes)
      hash_ = (hash_ ^ c) * 1099511628211ULL;
  }
  void add(const Value& value, ColumnKind kind) {
    if (value.null) return add("null,");
    const std::string text = kind == ColumnKind::integer ? std::to_string(value.integer) : value.bytes;
    add(std::to_string(text.size()) + ":");
    add(text);
  }
  [[nodiscard]] std::uint64_t mixed() const {
    std::uint64_t z = hash_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

 private:
  std::uint64_t hash_ = 14695981039346656037ULL;
};

std::size_t size_of(const TableRow& row) {
  std::size_t size = 0;
  for (const Value& value : row)
    size += sizeof value + value.bytes.size();
  return size;
}

}  // namespace

void TableCopy::copy(const std::function<void(std::int64_t)>& told) {
  std::int64_t copied = count(to_);
  TableRow after = last_key(to_);
  for (auto rows = read(from_, after, batch_); !rows.empty(); rows = read(from_, after, batch_)) {
    to_.begin();
    insert(rows);
    to_.execute("COMMIT");
    copied += std::ssize(rows);
    told(copied);
    after = key_of(rows.back());
  }
  if (table_.numbered) set_last_number(last_number(from_));
}

void TableCopy::empty() {
  // SQLite knows no TRUNCATE and does the same with DELETE.
  to_.execute((to_.engine() == Engine::mariadb ? "TRUNCATE TABLE " : "DELETE FROM ") + quoted(table_.name));
}

std::vector<TableRow> TableCopy::read(Connection& connection, const TableRow& after, int limit) {
  const auto key = table_.key();
  Condition condition;
  if (!after.empty()) condition = behind_key(table_, key, connection.engine());
  Statement& statement = connection.prepare(
      fmt::format("SELECT {} FROM {}{}{} ORDER BY {} LIMIT ?", all_columns(table_), quoted(table_.name),
                  after.empty() ? "" : " WHERE ", condition.sql, quoted(table_, key)));
  int index = 0;
  for (const std::size_t place : condition.values)
    bind(statement, index++, after[place], table_.columns[key[place]].kind);
  statement.bind(index, static_cast<std::int64_t>(limit));
  std::vector<TableRow> rows;
  while (statement.step()) {
    TableRow& row = rows.emplace_back(table_.columns.size());
    for (std::size_t i = 0; i < row.size(); ++i)
      take(statement, static_cast<int>(i), table_.columns[i].kind, row[i]);
  }
  statement.reset();
  return rows;
}

TableRow TableCopy::last_key(Connection& connection) {
  const auto key = table_.key();
  Statement& statement = connection.prepare(fmt::format("SELECT {} FROM {} ORDER BY {} LIMIT 1", quoted(table_, key),
                                                        quoted(table_.name), quoted(table_, key, " DESC")));
  TableRow last;
  if (statement.step()) {
    last.resize(key.size());
    for (std::size_t i = 0; i < key.size(); ++i)
      take(statement, static_cast<int>(i), table_.columns[key[i]].kind, last[i]);
  }
  statement.reset();
  return last;
}

void TableCopy::insert(const std::vector<TableRow>& rows) {
  std::size_t first = 0;
  while (first < rows.size()) {
    std::size_t count = 0, bytes = 0;
    while (count < rows_together && first + count < rows.size() && bytes <= bytes_together)
      bytes += size_of(rows[first + count++]);
    // Two lengths only, so that few statements are prepared.
    if (count < rows_together || bytes > bytes_together) count = 1;
    insert_some(&rows[first], count);
    first += count;
  }
}

void TableCopy::insert_some(const TableRow* first, std::size_t count) {
  const std::vector<std::string> marks(table_.columns.size(), "?");
  const std::vector<std::string> places(count, fmt::format("({})", fmt::join(marks, ", ")));
  Statement& statement = to_.prepare(
      fmt::format("INSERT INTO {} ({}) VALUES {}", quoted(table_.name), all_columns(table_), fmt::join(places, ", ")));
  int index = 0;
  for (std::size_t row = 0; row < count; ++row) {
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
      bind(statement, index++, first[row][i], table_.columns[i].kind);
  }
  statement.step();
  statement.reset();
}

std::int64_t TableCopy::count(Connection& connection) {
  return Tx(connection, 0).one<std::int64_t>("SELECT COUNT(*) FROM " + quoted(table_.name)).value();
}

TableSum TableCopy::sum(Connection& connection) {
  TableSum sum;
  TableRow after;
  for (auto rows = read(connection, after, batch_); !rows.empty(); rows = read(connection, after, batch_)) {
    for (const TableRow& row : rows) {
      Hash hash;
      for (std::size_t i = 0; i < row.size(); ++i)
        hash.add(row[i], table_.columns[i].kind);
      sum.sum += hash.mixed();
    }
    sum.rows += std::ssize(rows);
    after = key_of(rows.back());
  }
  if (table_.numbered) sum.last_number = last_number(connection);
  return sum;
}

std::int64_t TableCopy::last_number(Connection& connection) {
  const char* sql = connection.engine() == Engine::mariadb
                        ? "SELECT COALESCE(auto_increment, 1) - 1 FROM information_schema.tables WHERE table_schema = "
                          "DATABASE() AND table_name = ?"
                        : "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = ?";
  return Tx(connection, 0).one<std::int64_t>(sql, table_.name).value();
}

void TableCopy::set_last_number(std::int64_t number) {
  if (to_.engine() == Engine::mariadb)
    return to_.execute(fmt::format("ALTER TABLE {} AUTO_INCREMENT = {}", quoted(table_.name), number + 1));
  Tx tx(to_, 0);
  if (tx.run("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", number, table_.name) == 0)
    tx.run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table_.name, number);
}

TableRow TableCopy::key_of(const TableRow& row) const {
  TableRow key;
  for (const std::size_t column : table_.key())
    key.push_back(row[column]);
  return key;
}

void TableCopy::take(Statement& statement, int column, ColumnKind kind, Value& value) const {
  value.null = statement.is_null(column);
  if (value.null) return;
  if (kind == ColumnKind::integer) {
    value.integer = statement.integer(column);
  } else {
    value.bytes = statement.text(column);
  }
}

}  // namespace ling::storage
