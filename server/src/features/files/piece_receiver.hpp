// Takes the bytes of a request into an upload. While some are written and hashed on their lane the next ones come from
// the network; two buffers for each, whatever its size. Any loop may call.
#pragma once

#include "features/files/partial_files.hpp"
#include "features/files/tus.hpp"
#include "foundation/byte_source.hpp"
#include "foundation/lanes.hpp"

#include <exception>
#include <optional>
#include <string>

namespace ling {

class PieceReceiver {
 public:
  PieceReceiver(Lanes& lanes, PartialFiles& partials) : lanes_(lanes), partials_(partials) {}

  struct Received {
    PartialFiles::End end = PartialFiles::End::superseded;
    bool at_offset = true;  ///< false: the upload is elsewhere, and nothing was taken.
  };
  /// Takes the body. What it kept is on disk once it returns, also what came of a body that broke off. nullopt: there is
  /// no such upload any more. Throws StorageFull.
  Task<std::optional<Received>> receive(ByteSource& body, std::string upload_id, std::uint64_t offset,
                                        std::optional<tus::Checksum> checksum);

 private:
  /// nullopt: there is no such upload. Number 0: it is elsewhere.
  Task<std::optional<PartialFiles::Piece>> begin(const std::string& upload_id, std::uint64_t offset,
                                                 std::optional<ContentHasher::Kind> checksum);
  Task<void> take(ByteSource& body, const std::string& upload_id, PartialFiles::Piece piece);
  struct Added {
    bool goes_on = false;
    std::exception_ptr fault = nullptr;
  };
  /// Throws nothing, so that what runs beside it comes to its end.
  Task<Added> add(const std::string& upload_id, PartialFiles::Piece piece, std::string_view bytes);

  Lanes& lanes_;
  PartialFiles& partials_;
};

}  // namespace ling
