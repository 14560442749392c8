#include "media/srtp_ciphers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ling::media {
namespace {

using Packet = std::vector<std::uint8_t>;
using Policy = void (*)(srtp_crypto_policy_t*);
using Session = std::unique_ptr<std::remove_pointer_t<srtp_t>, decltype(&srtp_dealloc)>;

Session session(Policy choose, srtp_ssrc_type_t direction) {
  std::array<std::uint8_t, 32 + 12> key{};
  for (std::size_t i = 0; i < key.size(); ++i)
    key[i] = static_cast<std::uint8_t>(i);
  srtp_policy_t policy{};
  choose(&policy.rtp);
  choose(&policy.rtcp);
  policy.ssrc.type = direction;
  policy.key = key.data();
  srtp_t made = nullptr;
  EXPECT_EQ(srtp_create(&made, &policy), srtp_err_status_ok);
  return {made, &srtp_dealloc};
}

/// With one contributor and an extension, so that more is signed than is encrypted.
Packet voice(std::uint8_t sequence) {
  Packet packet{0x91, 111, 0, sequence, 0, 0, 3, 192, 0, 0, 0, 7, 0, 0, 0, 8, 0xbe, 0xde, 0, 1, 0x10, 0x55, 0, 0};
  packet.resize(packet.size() + 80, 0x5a);
  return packet;
}

Packet report() {
  Packet packet{0x80, 200, 0, 6, 0, 0, 0, 7};
  packet.resize(28, 0x33);
  return packet;
}

using Work = srtp_err_status_t (*)(srtp_t, void*, int*);

srtp_err_status_t apply(Work work, const Session& session, Packet& packet) {
  int size = static_cast<int>(packet.size());
  packet.resize(packet.size() + SRTP_MAX_TRAILER_LEN + 4);
  const auto status = work(session.get(), packet.data(), &size);
  packet.resize(static_cast<std::size_t>(size));
  return status;
}

class SrtpCiphers : public testing::TestWithParam<Policy> {
 protected:
  static void SetUpTestSuite() {
    static const srtp_err_status_t started = ling_start_srtp();
    ASSERT_EQ(started, srtp_err_status_ok);
    // libsrtp compares what it is given with its own examples and with those of its own cipher.
    ASSERT_TRUE(encrypt_with_openssl());
  }

  Session out_ = session(GetParam(), ssrc_any_outbound), in_ = session(GetParam(), ssrc_any_inbound);
};

TEST_P(SrtpCiphers, what_was_encrypted_is_read_again) {
  for (std::uint8_t i = 0; i < 20; ++i) {
    Packet packet = voice(i);
    ASSERT_EQ(apply(srtp_protect, out_, packet), srtp_err_status_ok);
    EXPECT_EQ(packet.size(), voice(i).size() + 16);
    const Packet text(60, 0x5a);
    EXPECT_EQ(std::ranges::search(packet, text).size(), 0U) << "it can be read on the way";
    ASSERT_EQ(apply(srtp_unprotect, in_, packet), srtp_err_status_ok);
    EXPECT_EQ(packet, voice(i));
  }
  Packet told = report();
  ASSERT_EQ(apply(srtp_protect_rtcp, out_, told), srtp_err_status_ok);
  ASSERT_EQ(apply(srtp_unprotect_rtcp, in_, told), srtp_err_status_ok);
  EXPECT_EQ(told, report());
}

TEST_P(SrtpCiphers, whatever_byte_was_changed_on_the_way_is_noticed) {
  Packet packet = voice(1);
  ASSERT_EQ(apply(srtp_protect, out_, packet), srtp_err_status_ok);
  // Not the first two and the sequence: by them libsrtp sees that it is another packet, or none.
  for (std::size_t at = 4; at < packet.size(); ++at) {
    Packet changed = packet;
    changed[at] ^= 1;
    EXPECT_NE(apply(srtp_unprotect, in_, changed), srtp_err_status_ok) << "byte " << at;
  }
  EXPECT_EQ(apply(srtp_unprotect, in_, packet), srtp_err_status_ok);
}

TEST_P(SrtpCiphers, a_packet_without_a_whole_signature_is_none) {
  Packet packet = voice(1);
  ASSERT_EQ(apply(srtp_protect, out_, packet), srtp_err_status_ok);
  for (std::size_t size = packet.size(); size-- > 12;) {
    Packet torn(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_NE(apply(srtp_unprotect, in_, torn), srtp_err_status_ok) << size << " bytes";
  }
}

INSTANTIATE_TEST_SUITE_P(Keys, SrtpCiphers,
                         testing::Values(srtp_crypto_policy_set_aes_gcm_128_16_auth,
                                         srtp_crypto_policy_set_aes_gcm_256_16_auth));

}  // namespace
}  // namespace ling::media
