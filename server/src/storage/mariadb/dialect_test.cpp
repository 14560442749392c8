#include "storage/mariadb/dialect.hpp"

#include <gtest/gtest.h>

namespace ling::storage {
namespace {

constexpr const char* table_options =
    " ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin";

TEST(DialectTest, a_script_is_cut_at_semicolons_that_are_neither_quoted_nor_in_a_comment) {
  EXPECT_EQ(statements_of("-- one; two\nSELECT ';--';\n\nSELECT 2 -- three;\n;  \n"),
            (std::vector<std::string>{"SELECT ';--'", "SELECT 2"}));
}

TEST(DialectTest, types_are_as_wide_as_those_of_sqlite) {
  EXPECT_EQ(in_mariadb("CREATE TABLE a (b INTEGER PRIMARY KEY AUTOINCREMENT, c INTEGER, d TEXT, e BLOB)"),
            std::string("CREATE TABLE IF NOT EXISTS a (b BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT, c BIGINT, "
                        "d MEDIUMTEXT, e MEDIUMBLOB)") +
                table_options);
}

TEST(DialectTest, every_table_is_clustered_anyway) {
  EXPECT_EQ(in_mariadb("CREATE TABLE a (\n  b BIGINT\n) WITHOUT ROWID"),
            std::string("CREATE TABLE IF NOT EXISTS a (\n  b BIGINT\n)") + table_options);
}

TEST(DialectTest, what_adds_something_may_be_run_again) {
  EXPECT_EQ(in_mariadb("CREATE UNIQUE INDEX a ON b (c)"), "CREATE UNIQUE INDEX IF NOT EXISTS a ON b (c)");
  EXPECT_EQ(in_mariadb("CREATE INDEX IF NOT EXISTS a ON b (c)"), "CREATE INDEX IF NOT EXISTS a ON b (c)");
  EXPECT_EQ(in_mariadb("ALTER TABLE a ADD COLUMN b TEXT"), "ALTER TABLE a ADD COLUMN IF NOT EXISTS b MEDIUMTEXT");
}

TEST(DialectTest, numbering_goes_on_at_the_same_place) {
  EXPECT_EQ(in_mariadb("INSERT INTO sqlite_sequence (name, seq) VALUES ('user', 10000)"),
            "ALTER TABLE user AUTO_INCREMENT = 10001");
}

TEST(DialectTest, other_statements_stay_as_they_are) {
  EXPECT_EQ(in_mariadb("INSERT INTO note (text) VALUES ('an INTEGER')"),
            "INSERT INTO note (text) VALUES ('an INTEGER')");
}

}  // namespace
}  // namespace ling::storage
