#include "security/password_rules.hpp"

#include "foundation/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace ling {
namespace {

// Stems that people build passwords on; digits and signs around them do not help.
constexpr std::array common_stems = {
    "password",  "passw0rd", "p@ssword",  "p@ssw0rd", "qwerty",   "qwertyuiop", "qwer",     "asdf",     "asdfgh",
    "asdfghjkl", "zxcvbn",   "zxcvbnm",   "qazwsx",   "qweasd",   "qweasdzxc",  "iloveyou", "loveyou",  "welcome",
    "letmein",   "monkey",   "dragon",    "football", "baseball", "sunshine",   "princess", "admin",    "administrator",
    "root",      "user",     "guest",     "test",     "login",    "master",     "hello",    "secret",   "superman",
    "batman",    "trustno",  "whatever",  "computer", "internet", "samsung",    "google",   "woaini",   "woaiwojia",
    "wodemima",  "mima",     "nihao",     "aini",     "wang",     "zhang",      "liu",      "chen",     "yang",
    "zhao",      "huang",    "wu",        "li",       "xiaoming", "zhongguo",   "beijing",  "shanghai", "abc",
    "abcd",      "abcde",    "abcdef",    "aa",       "aaa",      "a",          "q",        "qq",       "qqq",
    "z",         "as",       "qwe",       "asd",      "zxc",      "qaz",        "wsx",      "michael",  "jordan",
    "daniel",    "jessica",  "ashley",    "charlie",  "shadow",   "freedom",    "ninja",    "mustang",  "starwars",
    "pokemon",   "naruto",   "minecraft", "changeme", "default",  "temp",       "pass",     "love",     "ling"};

constexpr std::array common_numbers = {
    "123456789", "1234567890", "12345678",    "87654321",    "987654321", "0123456789", "11223344", "12341234",
    "123123123", "123321123",  "147258369",   "159357",      "5201314",   "1314520",    "7758521",  "7758258",
    "31415926",  "314159265",  "12344321",    "88888888",    "66666666",  "11111111",   "00000000", "123123",
    "112233",    "121212",     "696969",      "654321",      "666888",    "888666",     "147852",   "147852369",
    "789456123", "741852963",  "52013141314", "13145201314", "1234",      "123",        "12345",    "123456",
    "1234567",   "1314",       "520",         "111",         "000",       "666",        "888",      "321",
    "111111",    "1",          "12",          "11",          "2000",      "2020",       "2024",     "2025",
    "2026"};

bool is_run(std::string_view text) {
  if (text.size() < 2) return true;
  const int step = text[1] - text[0];
  if (step < -1 || step > 1) return false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] - text[i - 1] != step) return false;
  }
  return true;
}

bool repeats_a_short_part(std::string_view text) {
  for (std::size_t length = 1; length <= 3; ++length) {
    bool same = true;
    for (std::size_t i = length; i < text.size() && same; ++i)
      same = text[i] == text[i - length];
    if (same) return true;
  }
  return false;
}

template <class List>
bool contains(const List& list, std::string_view word) {
  return word.empty() || std::find(list.begin(), list.end(), word) != list.end();
}

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A common stem before or after a common number, with at most two signs at the end.
bool is_common(std::string_view text) {
  for (int i = 0; i < 2 && !text.empty() && (text.back() == '!' || text.back() == '.' || text.back() == '@'); ++i)
    text.remove_suffix(1);
  if (contains(common_stems, text) || contains(common_numbers, text)) return true;
  std::size_t split = 0;
  while (split < text.size() && !is_digit(text[split]))
    ++split;
  if (contains(common_stems, text.substr(0, split)) && contains(common_numbers, text.substr(split))) return true;
  split = 0;
  while (split < text.size() && !is_letter(text[split]))
    ++split;
  return contains(common_numbers, text.substr(0, split)) && contains(common_stems, text.substr(split));
}

}  // namespace

bool is_weak_password(std::string_view password, std::string_view account) {
  if (text::characters(password) < 8) return true;
  const std::string lower = text::lower_ascii(password);
  const std::string name = text::lower_ascii(account);
  if (!name.empty() && (lower == name || (lower.rfind(name, 0) == 0 && lower.size() - name.size() <= 3))) return true;
  return is_run(lower) || repeats_a_short_part(lower) || is_common(lower);
}

}  // namespace ling
