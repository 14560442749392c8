#include "transport/stun_message.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstring>

namespace ling::stun {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// The transaction of the samples in RFC 5769.
const Bytes transaction{0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6, 0x86, 0xfa, 0x87, 0xdf, 0xae};

Bytes request(const Bytes& attributes = {}) {
  Bytes bytes{0, 1, 0, static_cast<std::uint8_t>(attributes.size()), 0x21, 0x12, 0xA4, 0x42};
  bytes.insert(bytes.end(), transaction.begin(), transaction.end());
  bytes.insert(bytes.end(), attributes.begin(), attributes.end());
  return bytes;
}

sockaddr_storage v4(const char* address, std::uint16_t port) {
  sockaddr_in in{.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, address, &in.sin_addr);
  sockaddr_storage out{};
  std::memcpy(&out, &in, sizeof in);
  return out;
}

sockaddr_storage v6(const char* address, std::uint16_t port) {
  sockaddr_in6 in{.sin6_family = AF_INET6, .sin6_port = htons(port)};
  inet_pton(AF_INET6, address, &in.sin6_addr);
  sockaddr_storage out{};
  std::memcpy(&out, &in, sizeof in);
  return out;
}

Bytes address_in(const Bytes& answer) {
  return {answer.begin() + 20, answer.end()};
}

TEST(StunMessage, a_request_is_answered_with_the_address_it_came_from) {
  const auto parsed = parse_request(request());
  ASSERT_TRUE(parsed);
  const Bytes answered = answer(*parsed, v4("192.0.2.1", 32853));
  EXPECT_EQ(Bytes(answered.begin(), answered.begin() + 8), (Bytes{0x01, 0x01, 0, 12, 0x21, 0x12, 0xA4, 0x42}));
  EXPECT_EQ(Bytes(answered.begin() + 8, answered.begin() + 20), transaction);
  // As in RFC 5769, 2.2.
  EXPECT_EQ(address_in(answered), (Bytes{0x00, 0x20, 0x00, 0x08, 0x00, 0x01, 0xa1, 0x47, 0xe1, 0x12, 0xa6, 0x43}));
}

TEST(StunMessage, an_address_of_ipv6_is_mixed_with_the_transaction_too) {
  const Bytes answered = answer(*parse_request(request()), v6("2001:db8:1234:5678:11:2233:4455:6677", 32853));
  // As in RFC 5769, 2.3.
  EXPECT_EQ(address_in(answered), (Bytes{0x00, 0x20, 0x00, 0x14, 0x00, 0x02, 0xa1, 0x47, 0x01, 0x13, 0xa9, 0xfa,
                                         0xa5, 0xd3, 0xf1, 0x79, 0xbc, 0x25, 0xf4, 0xb5, 0xbe, 0xd2, 0xb9, 0xd9}));
}

TEST(StunMessage, an_address_of_ipv4_within_ipv6_is_one_of_ipv4) {
  const auto parsed = parse_request(request());
  EXPECT_EQ(answer(*parsed, v6("::ffff:192.0.2.1", 32853)), answer(*parsed, v4("192.0.2.1", 32853)));
}

TEST(StunMessage, what_must_be_understood_and_is_not_is_named) {
  const auto parsed = parse_request(request({0x7F, 0x01, 0, 2, 'a', 'b', 0, 0, 0x80, 0x22, 0, 0}));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->unknown, std::vector<std::uint16_t>{0x7F01});
  const Bytes answered = answer(*parsed, v4("192.0.2.1", 1));
  EXPECT_EQ(Bytes(answered.begin(), answered.begin() + 2), (Bytes{0x01, 0x11}));
  EXPECT_EQ(Bytes(answered.end() - 8, answered.end()), (Bytes{0x00, 0x0A, 0x00, 0x02, 0x7F, 0x01, 0, 0}));
}

TEST(StunMessage, what_is_no_request_is_left_alone) {
  Bytes too_short = request();
  too_short.pop_back();
  Bytes response = request();
  response[0] = 1;
  Bytes without_cookie = request();
  without_cookie[4] = 0;
  Bytes wrong_length = request();
  wrong_length[3] = 4;
  const Bytes past_the_end = request({0x80, 0x22, 0xFF, 0xFF});
  for (const Bytes& bytes : {Bytes{}, too_short, response, without_cookie, wrong_length, past_the_end})
    EXPECT_FALSE(parse_request(bytes));
}

TEST(StunMessage, an_answer_is_hardly_longer_than_what_it_answers) {
  Bytes many;
  for (std::uint8_t i = 1; i <= 40; ++i)
    many.insert(many.end(), {0x00, i, 0, 0});
  const auto parsed = parse_request(request(many));
  ASSERT_TRUE(parsed);
  EXPECT_LE(answer(*parsed, v4("192.0.2.1", 1)).size(), many.size() + 20);
}

}  // namespace
}  // namespace ling::stun
