// Uploads that are not complete yet: a file each, which is as long as what has safely arrived, and the hash of that.
// While a piece with a checksum comes in, a mark beside the file says where it began: after a crash the file is cut there.
// All calls block and belong on the lane of the upload, which owns its state: lane_of(id).
#pragma once

#include "features/files/disk.hpp"
#include "foundation/lanes.hpp"
#include "security/content_hasher.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ling {

class PartialFiles {
 public:
  /// Makes the folder if need be, and takes back pieces that a crash left unverified.
  PartialFiles(std::filesystem::path folder, const Lanes& lanes);

  [[nodiscard]] std::size_t lane_of(const std::string& id) const { return lanes_.lane_of(id); }
  [[nodiscard]] std::filesystem::path path_of(const std::string& id) const { return folder_ / id; }

  /// An empty one. Throws StorageFull also where `size` bytes would not leave the database its room.
  void create(const std::string& id, std::uint64_t size);
  /// nullopt when there is none.
  [[nodiscard]] std::optional<std::uint64_t> length(const std::string& id) const;

  /// A piece that is being added. Only the newest of an upload may add.
  struct Piece {
    std::uint64_t number = 0;
    std::uint64_t offset = 0;  ///< Where it begins: the length so far.
  };
  /// From now on this piece adds, and none from before. nullopt when there is no such upload.
  std::optional<Piece> begin(const std::string& id, std::optional<ContentHasher::Kind> checksum);
  /// false: a newer piece has begun, or the upload is gone. On a full disk the whole upload is removed.
  bool add(const std::string& id, const Piece& piece, std::string_view bytes);
  enum class End {
    kept,
    superseded,
    mismatch,  ///< The piece is not what its checksum says: as if it had never come.
  };
  /// What was added is safe on disk once this returns. Without its checksum, a piece that has one is dropped.
  End end(const std::string& id, const Piece& piece, const std::optional<std::string>& checksum);

  /// The piece is given up, as if it had an end that nobody waits for.
  void abandon(const std::string& id, const Piece& piece);

  struct Whole {
    std::string hash;
    std::string head;  ///< The beginning, at most `head_size` bytes.
  };
  /// nullopt unless all `size` bytes are there and no piece is being added, which might still be taken back. They are
  /// safe on disk then.
  std::optional<Whole> finished(const std::string& id, std::uint64_t size, std::size_t head_size);
  void remove(const std::string& id);
  /// Every upload in the folder. Any thread.
  [[nodiscard]] std::vector<std::string> list() const;

 private:
  struct State {
    disk::Descriptor file;
    std::uint64_t length = 0;
    std::uint64_t begun = 0;                            ///< Up to here the disk has been told to write.
    ContentHasher hasher{ContentHasher::Kind::sha256};  ///< Of the first `length` bytes.
    std::uint64_t piece = 0;
    std::uint64_t piece_offset = 0;
    std::optional<ContentHasher> before, checksum;  ///< Of a piece with a checksum.
  };
  using States = std::map<std::string, State>;

  [[nodiscard]] std::filesystem::path mark_of(const std::string& id) const;
  void mark(const std::string& id, std::uint64_t offset) const;
  void unmark(const std::string& id) const;
  void take_back_unverified() const;
  State* open(const std::string& id);
  void take_back(State& state) const;
  /// Throws StorageFull when `size` more bytes would not leave the database its room.
  void check_room(std::uint64_t size) const;
  static void begin_flush(State& state);
  void flush(const std::string& id, int file);
  void forget_some(States& states);
  State* of(const std::string& id, const Piece& piece);

  std::filesystem::path folder_;
  const Lanes& lanes_;
  std::vector<States> states_;  ///< By lane.
  std::vector<std::uint64_t> last_piece_;
};

}  // namespace ling
