#include "features/files/file_store.hpp"

namespace ling::file_store {

void add_upload(Tx& tx, const UploadRow& upload) {
  tx.run("INSERT INTO upload (upload_id, owner_id, size, name, file_id, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
         upload.upload_id, upload.owner_id, upload.size, upload.name, upload.file_id, upload.expires_at);
}

std::optional<UploadRow> upload(Tx& tx, std::string_view upload_id) {
  return tx.one<UploadRow>(
      "SELECT upload_id, owner_id, size, name, file_id, expires_at FROM upload WHERE upload_id = ?", upload_id);
}

int unfinished_uploads(Tx& tx, UserId owner_id) {
  return tx.one<int>("SELECT COUNT(*) FROM upload WHERE owner_id = ? AND file_id IS NULL", owner_id).value();
}

void finish_upload(Tx& tx, std::string_view upload_id, FileId file_id) {
  tx.run("UPDATE upload SET file_id = ? WHERE upload_id = ?", file_id, upload_id);
}

void postpone_expiry(Tx& tx, std::string_view upload_id, Milliseconds expires_at) {
  tx.run("UPDATE upload SET expires_at = ? WHERE upload_id = ?", expires_at, upload_id);
}

void remove_upload(Tx& tx, std::string_view upload_id) {
  tx.run("DELETE FROM upload WHERE upload_id = ?", upload_id);
}

std::vector<std::string> unfinished_upload_ids(Tx& tx) {
  return tx.all<std::string>("SELECT upload_id FROM upload WHERE file_id IS NULL");
}

std::vector<std::string> expired_uploads(Tx& tx, Milliseconds now, int limit) {
  return tx.all<std::string>("SELECT upload_id FROM upload WHERE expires_at < ? ORDER BY expires_at LIMIT ?", now,
                             limit);
}

std::int64_t bytes_of(Tx& tx, UserId owner_id) {
  // MariaDB sums to a decimal.
  const auto files = tx.one<std::int64_t>(
      "SELECT CAST(COALESCE(SUM(size + 4096), 0) AS SIGNED) FROM file WHERE owner_id = ? AND removed_at = 0", owner_id);
  const auto uploads = tx.one<std::int64_t>(
      "SELECT CAST(COALESCE(SUM(size), 0) AS SIGNED) FROM upload WHERE owner_id = ? AND file_id IS NULL", owner_id);
  return files.value() + uploads.value();
}

FileId add_file(Tx& tx, const FileRow& file) {
  const bool stored = tx.run("UPDATE content SET files = files + 1 WHERE hash = ?", file.hash) > 0;
  if (!stored) {
    tx.run("INSERT INTO content (hash, size, type, files, stored_at) VALUES (?, ?, ?, 1, ?)", file.hash, file.size,
           file.type, tx.now());
  }
  return FileId{tx.insert("INSERT INTO file (owner_id, hash, size, name, uses, created_at) VALUES (?, ?, ?, ?, 0, ?)",
                          file.owner_id, file.hash, file.size, file.name, tx.now())};
}

std::optional<FileRow> file(Tx& tx, FileId file_id) {
  // What was removed has lost its content.
  return tx.one<FileRow>(
      "SELECT f.file_id, f.owner_id, f.hash, f.size, f.name, COALESCE(c.type, ''), f.uses, f.removed_at FROM file f "
      "LEFT JOIN content c ON c.hash = f.hash WHERE f.file_id = ?",
      file_id);
}

std::vector<FileRow> with_bytes(Tx& tx, std::string_view hash, std::int64_t size, int limit) {
  return tx.all<FileRow>(
      "SELECT f.file_id, f.owner_id, f.hash, f.size, f.name, c.type, f.uses, f.removed_at FROM file f "
      "JOIN content c ON c.hash = f.hash "
      "WHERE f.hash = ? AND f.size = ? AND f.removed_at = 0 ORDER BY f.file_id DESC LIMIT ?",
      hash, size, limit);
}

void change_uses(Tx& tx, FileId file_id, int change) {
  tx.run("UPDATE file SET uses = uses + ? WHERE file_id = ?", change, file_id);
}

std::vector<FileRow> unused_files(Tx& tx, Milliseconds until, int limit) {
  return tx.all<FileRow>(
      "SELECT f.file_id, f.owner_id, f.hash, f.size, f.name, COALESCE(c.type, ''), f.uses, f.removed_at FROM file f "
      "LEFT JOIN content c ON c.hash = f.hash WHERE f.uses = 0 AND f.created_at < ? ORDER BY f.created_at LIMIT ?",
      until, limit);
}

void remove_file(Tx& tx, const FileRow& file) {
  tx.run("DELETE FROM file WHERE file_id = ?", file.file_id);
  if (file.removed_at == 0) tx.run("UPDATE content SET files = files - 1 WHERE hash = ?", file.hash);
}

std::vector<FileRow> removable(Tx& tx, Milliseconds before, std::int64_t larger_than, FileId after, int limit) {
  return tx.all<FileRow>(
      "SELECT f.file_id, f.owner_id, f.hash, f.size, f.name, c.type, f.uses, f.removed_at FROM file f "
      "JOIN content c ON c.hash = f.hash "
      "WHERE f.file_id > ? AND f.uses > 0 AND f.removed_at = 0 AND f.created_at < ? AND f.size > ? "
      "ORDER BY f.file_id LIMIT ?",
      after, before, larger_than, limit);
}

void take_bytes(Tx& tx, FileId file_id, std::string_view hash) {
  tx.run("UPDATE file SET removed_at = ? WHERE file_id = ?", tx.now(), file_id);
  tx.run("UPDATE content SET files = files - 1 WHERE hash = ?", hash);
}

std::vector<TypeSum> contents_by_type(Tx& tx) {
  return tx.all<TypeSum>("SELECT type, COUNT(*), CAST(SUM(size) AS SIGNED) FROM content WHERE files > 0 GROUP BY type");
}

Sum contents_between(Tx& tx, Milliseconds from, Milliseconds until) {
  return tx
      .one<Sum>(
          "SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS SIGNED) FROM content "
          "WHERE files > 0 AND stored_at > ? AND stored_at <= ?",
          from, until)
      .value();
}

std::vector<std::string> content_hashes(Tx& tx, std::string_view from, std::string_view to) {
  return tx.all<std::string>("SELECT hash FROM content WHERE hash >= ? AND hash < ?", from, to);
}

bool is_known(Tx& tx, std::string_view hash) {
  return tx.one<int>("SELECT 1 FROM content WHERE hash = ?", hash).has_value();
}

std::vector<std::string> unused_contents(Tx& tx, int limit) {
  return tx.all<std::string>("SELECT hash FROM content WHERE files = 0 LIMIT ?", limit);
}

bool drop_content(Tx& tx, std::string_view hash) {
  tx.run("DELETE FROM content WHERE hash = ? AND files = 0", hash);
  return !tx.one<int>("SELECT 1 FROM content WHERE hash = ?", hash);
}

}  // namespace ling::file_store
