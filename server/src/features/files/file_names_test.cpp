#include "features/files/file_names.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

TEST(FileNames, a_name_keeps_its_script_and_loses_what_hides) {
  const struct {
    std::string given, expected;
  } table[] = {
      {"作业（最终版）2.docx", "作业（最终版）2.docx"},
      {"  a b.txt ", "a b.txt"},
      {"../../etc/passwd", "passwd"},
      {"C:\\Users\\lin\\a.txt", "a.txt"},
      {"a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"},
      {std::string("a\0b.txt", 7), "ab.txt"},
      {"\u202Egpj.exe", "gpj.exe"},
      {"..", "file"},
      {"", "file"},
      {"///", "file"},
      {"\xff\xfe", "file"},
      {"😀.png", "😀.png"},
  };
  for (const auto& each : table)
    EXPECT_EQ(clean_file_name(each.given), each.expected);
}

TEST(FileNames, a_long_name_keeps_its_ending_and_no_character_is_cut) {
  std::string name;
  for (int i = 0; i < 300; ++i)
    name += "长";
  const std::string cut = clean_file_name(name + ".pdf");
  EXPECT_LE(cut.size(), longest_file_name);
  EXPECT_GT(cut.size(), longest_file_name - 4);
  EXPECT_TRUE(cut.ends_with("长.pdf"));
}

}  // namespace
}  // namespace ling
