// All SQL on files, what they are stored as, and uploads.
#pragma once

#include "ling/protocol/files.hpp"
#include "storage/tx.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ling::file_store {

struct UploadRow {
  std::string upload_id;
  UserId owner_id;
  std::int64_t size = 0;
  std::string name;
  std::optional<FileId> file_id;
  Milliseconds expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(UploadRow, (), (upload_id, owner_id, size, name, file_id, expires_at))

struct FileRow {
  FileId file_id;
  UserId owner_id;
  std::string hash;
  std::int64_t size = 0;
  std::string name;
  std::string type;             ///< Empty when its bytes are gone.
  int uses = 0;                 ///< What holds it.
  Milliseconds removed_at = 0;  ///< By the administrator; 0 = it is there.
};
BOOST_DESCRIBE_STRUCT(FileRow, (), (file_id, owner_id, hash, size, name, type, uses, removed_at))

/// Bytes on disk.
struct Sum {
  std::int64_t files = 0, bytes = 0;
};
BOOST_DESCRIBE_STRUCT(Sum, (), (files, bytes))

struct TypeSum {
  std::string type;
  std::int64_t files = 0, bytes = 0;
};
BOOST_DESCRIBE_STRUCT(TypeSum, (), (type, files, bytes))

void add_upload(Tx& tx, const UploadRow& upload);
std::optional<UploadRow> upload(Tx& tx, std::string_view upload_id);
int unfinished_uploads(Tx& tx, UserId owner_id);
void finish_upload(Tx& tx, std::string_view upload_id, FileId file_id);
void postpone_expiry(Tx& tx, std::string_view upload_id, Milliseconds expires_at);
void remove_upload(Tx& tx, std::string_view upload_id);
std::vector<std::string> unfinished_upload_ids(Tx& tx);
std::vector<std::string> expired_uploads(Tx& tx, Milliseconds now, int limit);

/// Of all files and unfinished uploads of a user, as the quota counts: a block more for each, since empty ones take room.
std::int64_t bytes_of(Tx& tx, UserId owner_id);

/// A file that nothing holds yet.
FileId add_file(Tx& tx, const FileRow& file);
std::optional<FileRow> file(Tx& tx, FileId file_id);
/// The newest with these bytes.
std::vector<FileRow> with_bytes(Tx& tx, std::string_view hash, std::int64_t size, int limit);
/// One thing more holds it, or with -1 one less.
void change_uses(Tx& tx, FileId file_id, int change);
/// Nothing holds them, and they were made before `until`.
std::vector<FileRow> unused_files(Tx& tx, Milliseconds until, int limit);
void remove_file(Tx& tx, const FileRow& file);

/// Files that something holds, uploaded before a time and larger than so many bytes, by their id, behind one.
std::vector<FileRow> removable(Tx& tx, Milliseconds before, std::int64_t larger_than, FileId after, int limit);
/// The file stays for what holds it; its bytes are no longer its own.
void take_bytes(Tx& tx, FileId file_id, std::string_view hash);
std::vector<TypeSum> contents_by_type(Tx& tx);
/// Stored after one time and not after another.
Sum contents_between(Tx& tx, Milliseconds from, Milliseconds until);

/// From one hash on, and before another.
std::vector<std::string> content_hashes(Tx& tx, std::string_view from, std::string_view to);
bool is_known(Tx& tx, std::string_view hash);
std::vector<std::string> unused_contents(Tx& tx, int limit);
/// Removes the row unless a file has these bytes. true: there is none now.
bool drop_content(Tx& tx, std::string_view hash);

}  // namespace ling::file_store
