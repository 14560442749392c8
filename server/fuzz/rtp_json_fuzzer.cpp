// What browsers say of the media they send and receive: no crash; what is taken can be written and read again; and what
// the rooms make of it does not depend on its being sensible.
#include "foundation/json_codec.hpp"
#include "media/rtp_matching.hpp"
#include "media/transport.hpp"

#include <boost/json/serialize.hpp>

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

namespace media = ling::media;

template <class Read>
void reads_what_it_writes(Read read, const boost::json::object& written) {
  const std::string text = boost::json::serialize(written);
  const auto parsed = ling::json::parse(text);
  if (!parsed) std::abort();
  const auto again = read(*parsed);
  if (!again || boost::json::serialize(media::to_json(*again)) != text) std::abort();
}

void send_into_a_room(media::Kind kind, const media::RtpParameters& sender) {
  const auto& room = media::room_capabilities();
  const auto mapping = media::map_to_room(kind, sender, room);
  if (!mapping) return;
  (void)media::for_receiver(media::consumable(kind, sender, room, *mapping), room);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = ling::json::parse({reinterpret_cast<const char*>(data), size});
  if (!value) return 0;
  (void)media::read_dtls_parameters(*value);
  if (const auto capabilities = media::read_rtp_capabilities(*value))
    reads_what_it_writes(media::read_rtp_capabilities, media::to_json(*capabilities));
  if (const auto parameters = media::read_rtp_parameters(*value)) {
    reads_what_it_writes(media::read_rtp_parameters, media::to_json(*parameters));
    send_into_a_room(media::Kind::audio, *parameters);
    send_into_a_room(media::Kind::video, *parameters);
  }
  return 0;
}
