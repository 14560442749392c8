// What the media engine says: it parses packets of strangers, so it is not trusted either. No crash, whatever passes the
// look that the channel takes at each message.
#include "media/events_wire.hpp"

#include <FBS/message.h>

#include <cstdint>
#include <cstdlib>
#include <variant>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  flatbuffers::Verifier verifier(data, size);
  if (!FBS::Message::VerifySizePrefixedMessageBuffer(verifier)) return 0;
  const FBS::Message::Message* message = FBS::Message::GetSizePrefixedMessage(data);
  const auto* notification = message->data_as_Notification();
  if (notification == nullptr) return 0;
  const auto event = ling::media::event_from_wire(*notification);
  if (event && event->valueless_by_exception()) std::abort();
  return 0;
}
