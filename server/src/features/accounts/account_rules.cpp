#include "features/accounts/account_rules.hpp"

#include "foundation/text.hpp"

#include <array>
#include <utility>

namespace ling {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

template <class Table>
std::string_view first_match(const Table& table, std::string_view text) {
  for (const auto& [mark, name] : table) {
    if (text.find(mark) != std::string_view::npos) return name;
  }
  return {};
}

}  // namespace

bool is_valid_account(std::string_view account) {
  if (account.size() < 3 || account.size() > 32 || !is_letter(account[0])) return false;
  for (char c : account) {
    if (!is_letter(c) && !is_digit(c) && c != '_' && c != '-') return false;
  }
  return true;
}

bool is_valid_nickname(std::string_view nickname) {
  return text::is_utf8(nickname) && text::has_visible(nickname) && !text::has_control(nickname) &&
         text::characters(nickname) <= 32;
}

bool is_valid_signature(std::string_view signature) {
  return text::is_utf8(signature) && !text::has_control(signature) && text::characters(signature) <= 100;
}

bool is_valid_phone(std::string_view phone) {
  if (phone.size() > 20) return false;
  for (char c : phone) {
    if (!is_digit(c) && std::string_view(" +-()").find(c) == std::string_view::npos) return false;
  }
  return true;
}

std::string device_name_of(std::string_view user_agent) {
  // The order matters: Edge and Opera also say Chrome, and everybody says Safari.
  using Pair = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<Pair, 8> browsers{{{"MicroMessenger/", "微信"},
                                                 {"Edg", "Edge"},
                                                 {"OPR/", "Opera"},
                                                 {"Firefox/", "Firefox"},
                                                 {"Chrome/", "Chrome"},
                                                 {"CriOS/", "Chrome"},
                                                 {"Safari/", "Safari"},
                                                 {"curl/", "curl"}}};
  static constexpr std::array<Pair, 7> systems{{{"Windows", "Windows"},
                                                {"iPhone", "iPhone"},
                                                {"iPad", "iPad"},
                                                {"Mac OS X", "macOS"},
                                                {"Android", "Android"},
                                                {"CrOS", "ChromeOS"},
                                                {"Linux", "Linux"}}};
  std::string name(first_match(browsers, user_agent));
  const std::string_view system = first_match(systems, user_agent);
  if (!name.empty() && !system.empty()) name += " · ";
  name += system;
  return name;
}

std::string clean_device_name(std::string_view given) {
  std::string clean;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < given.size();) {
    std::size_t length = 1;
    while (i + length < given.size() && (static_cast<unsigned char>(given[i + length]) & 0xc0U) == 0x80U)
      ++length;
    const std::string_view character = given.substr(i, length);
    if (!text::has_control(character) && characters < 40) {
      clean += character;
      ++characters;
    }
    i += length;
  }
  return std::string(text::trimmed(clean));
}

}  // namespace ling
