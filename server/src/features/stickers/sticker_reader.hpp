// Looks into files that are to become stickers: who may read them, and what they are. Any loop may call.
#pragma once

#include "features/files/file_service.hpp"
#include "features/stickers/sticker_image.hpp"
#include "ling/protocol/stickers.hpp"
#include "storage/database.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace ling {

class StickerReader {
 public:
  /// All bytes of a file, by its hash and size; where they lie is the business of others.
  using ReadBytes = std::function<Task<std::string>(const std::string&, std::int64_t)>;

  StickerReader(Database& database, FileService& files) : database_(database), files_(files) {}

  /// Before anything is measured.
  void read_files_with(ReadBytes read) { read_ = std::move(read); }

  /// As stickers that stand nowhere yet, in the same order. Refuses not_found for files that the user may not read,
  /// sticker_invalid, bad_request and too_large.
  Task<Result<std::vector<Sticker>>> measure(UserId user_id, std::vector<NewSticker> files);

 private:
  Database& database_;
  FileService& files_;
  ReadBytes read_;
};

}  // namespace ling
