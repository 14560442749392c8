// Files: what a message can carry. Bytes go over HTTP: up to /uploads by tus 1.0.0, down from /files/<file_id>/<name>.
#pragma once

#include "ling/protocol/declaration.hpp"
#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>

namespace ling {

/// How it is shown. A client shows a kind that it does not know as a file.
enum class AttachmentKind {
  file,
  picture,
  video,
  audio,
  voice,  ///< Spoken for this message.
  sticker,
};
BOOST_DESCRIBE_ENUM(AttachmentKind, file, picture, video, audio, voice, sticker)

/// A file that I uploaded, on its way into a message.
struct NewAttachment {
  FileId file_id;
  AttachmentKind kind = AttachmentKind::file;
  std::optional<int> width, height;         ///< In pixels, 1 to 100,000; of what is seen.
  std::optional<std::string> thumbhash;     ///< Base64, at most 64 characters.
  std::optional<FileId> preview_id;         ///< A small picture of it, uploaded as a file of its own.
  std::optional<std::int64_t> duration_ms;  ///< Of what is heard or seen moving, at most a day.
  std::optional<std::string> waveform;      ///< At most 64 of 0-9A-V, each how loud a part of it is.
  std::optional<std::string>
      drawing;  ///< A sticker that clients draw themselves, by name: at most 64 of a-z0-9_/. The file is for those that do not know it.
};
BOOST_DESCRIBE_STRUCT(NewAttachment, (),
                      (file_id, kind, width, height, thumbhash, preview_id, duration_ms, waveform, drawing))

struct Attachment {
  FileId file_id;
  AttachmentKind kind = AttachmentKind::file;
  std::string name;  ///< As its sender called it: at most 255 bytes, never a path.
  std::int64_t size = 0;
  std::string type;  ///< Media type, as the server made it out from the bytes.
  std::optional<int> width, height;
  std::optional<std::string> thumbhash;
  std::optional<FileId> preview_id;
  std::optional<std::int64_t> duration_ms;
  std::optional<std::string> waveform;
  std::optional<std::string> drawing;
};
BOOST_DESCRIBE_STRUCT(Attachment, (),
                      (file_id, kind, name, size, type, width, height, thumbhash, preview_id, duration_ms, waveform,
                       drawing))

/// A file of mine, to be attached.
struct StoredFile {
  FileId file_id;
  std::string name;
  std::int64_t size = 0;
  std::string type;
};
BOOST_DESCRIBE_STRUCT(StoredFile, (), (file_id, name, size, type))

struct CopyFile {
  static constexpr CommandInfo command{"file.copy", Access::signed_in,
                                       "Make a file that I may read one of mine, without uploading it again."};
  using Answer = StoredFile;
  FileId file_id;
};
BOOST_DESCRIBE_STRUCT(CopyFile, (), (file_id))

struct FindFile {
  static constexpr CommandInfo command{
      "file.find", Access::signed_in,
      "Make a file of mine from bytes that I may read already, so that they need not be uploaded. Refuses not_found, "
      "whether or not others have them."};
  using Answer = StoredFile;
  std::string sha256;  ///< In lower-case hexadecimal digits.
  std::int64_t size = 0;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(FindFile, (), (sha256, size, name))

using FileCommands = CommandList<CopyFile, FindFile>;

}  // namespace ling
