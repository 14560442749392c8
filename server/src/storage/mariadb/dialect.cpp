#include "storage/mariadb/dialect.hpp"

#include <array>
#include <regex>

namespace ling::storage {
namespace {

/// Skips what is quoted or a comment, from its first character. Returns the place behind it.
std::size_t end_of_quoted(std::string_view text, std::size_t from) {
  const std::size_t end = text.find(text[from], from + 1);
  return end == std::string_view::npos ? text.size() : end + 1;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
  return std::string(text.substr(first, last - first + 1));
}

struct Spelling {
  std::regex from;
  const char* to;
};

const auto& spellings() {
  // In this order. Whole numbers are 64 bits wide in SQLite, text and bytes of any length.
  static const std::array all = {
      Spelling{std::regex(R"(INTEGER PRIMARY KEY AUTOINCREMENT)"), "BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT"},
      Spelling{std::regex(R"(\bINTEGER\b)"), "BIGINT"},
      Spelling{std::regex(R"(\bTEXT\b)"), "MEDIUMTEXT"},
      Spelling{std::regex(R"(\bBLOB\b)"), "MEDIUMBLOB"},
      // Every table of InnoDB is clustered on its primary key.
      Spelling{std::regex(R"(\)\s*WITHOUT ROWID$)"), ")"},
      Spelling{std::regex(R"(^CREATE TABLE (?!IF NOT EXISTS))"), "CREATE TABLE IF NOT EXISTS "},
      Spelling{std::regex(R"(^CREATE (UNIQUE )?INDEX (?!IF NOT EXISTS))"), "CREATE $1INDEX IF NOT EXISTS "},
      Spelling{std::regex(R"(^(ALTER TABLE \w+ ADD COLUMN) (?!IF NOT EXISTS))"), "$1 IF NOT EXISTS "},
      // Text is compared byte by byte, a space at the end included, as SQLite does.
      Spelling{std::regex(R"(^(CREATE TABLE[\s\S]*\))$)"),
               "$1 ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin"},
  };
  return all;
}

/// Where numbering goes on. SQLite keeps the last number that was given, MariaDB the next one.
std::string next_number(const std::string& statement) {
  static const std::regex counter(R"(^INSERT INTO sqlite_sequence \(name, seq\) VALUES \('(\w+)', (\d+)\)$)");
  std::smatch found;
  if (!std::regex_match(statement, found, counter)) return statement;
  return "ALTER TABLE " + found[1].str() + " AUTO_INCREMENT = " + std::to_string(std::stoll(found[2].str()) + 1);
}

}  // namespace

std::vector<std::string> statements_of(std::string_view script) {
  std::vector<std::string> statements;
  std::string statement;
  for (std::size_t i = 0; i < script.size();) {
    if (script.substr(i, 2) == "--") {
      i = std::min(script.find('\n', i), script.size());
    } else if (script[i] == '\'' || script[i] == '"') {
      const std::size_t end = end_of_quoted(script, i);
      statement += script.substr(i, end - i);
      i = end;
    } else if (script[i] == ';') {
      if (!is_blank(statement)) statements.push_back(trimmed(statement));
      statement.clear();
      ++i;
    } else {
      statement += script[i++];
    }
  }
  if (!is_blank(statement)) statements.push_back(trimmed(statement));
  return statements;
}

std::string in_mariadb(std::string_view statement) {
  std::string text(statement);
  static const std::regex shapes(R"(^(CREATE|ALTER)\b)");
  if (std::regex_search(text, shapes)) {
    for (const Spelling& spelling : spellings())
      text = std::regex_replace(text, spelling.from, spelling.to);
  }
  return next_number(text);
}

}  // namespace ling::storage
