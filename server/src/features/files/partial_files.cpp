#include "features/files/partial_files.hpp"

#include <sys/statvfs.h>

#include <algorithm>
#include <fstream>

namespace ling {
namespace {

namespace fs = std::filesystem;

/// Hashes that are remembered between the pieces of uploads; others are computed again.
constexpr std::size_t most_states = 500;
/// So much is handed to the disk at a time.
constexpr std::uint64_t flush_step = 1024UL * 1024;
constexpr std::string_view mark_ending = ".unverified";
constexpr std::uint64_t room_for_the_database = 64ULL * 1024 * 1024;

std::uint64_t size_of(int fd) {
  struct stat status = {};
  if (::fstat(fd, &status) != 0) disk::fail("an upload cannot be looked at");
  return static_cast<std::uint64_t>(status.st_size);
}

void add_file(ContentHasher& hasher, int fd, std::uint64_t length) {
  std::vector<char> buffer(256 * 1024);
  for (std::uint64_t at = 0; at < length;) {
    const ssize_t size = ::pread(fd, buffer.data(), buffer.size(), static_cast<off_t>(at));
    if (size <= 0) disk::fail("an upload cannot be read");
    hasher.add({buffer.data(), static_cast<std::size_t>(size)});
    at += static_cast<std::uint64_t>(size);
  }
}

}  // namespace

PartialFiles::PartialFiles(fs::path folder, const Lanes& lanes)
    : folder_(std::move(folder)), lanes_(lanes), states_(lanes.count()), last_piece_(lanes.count()) {
  fs::create_directories(folder_);
  take_back_unverified();
}

fs::path PartialFiles::mark_of(const std::string& id) const {
  return folder_ / (id + std::string(mark_ending));
}

void PartialFiles::mark(const std::string& id, std::uint64_t offset) const {
  const disk::Descriptor file(::open(mark_of(id).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  const std::string text = std::to_string(offset);
  if (!file.is_open() || ::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
      ::fdatasync(file.get()) != 0)
    disk::fail("a piece of an upload cannot be marked");
  disk::sync_folder(folder_);
}

void PartialFiles::unmark(const std::string& id) const {
  if (::unlink(mark_of(id).c_str()) == 0) disk::sync_folder(folder_);
}

void PartialFiles::take_back_unverified() const {
  for (const auto& entry : fs::directory_iterator(folder_)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(mark_ending)) continue;
    const std::string id = name.substr(0, name.size() - mark_ending.size());
    std::uint64_t offset = 0;
    // A mark that was not written to its end was made before any byte of the piece.
    if (std::ifstream(entry.path()) >> offset && length(id).value_or(0) > offset) {
      const disk::Descriptor file(::open(path_of(id).c_str(), O_WRONLY | O_CLOEXEC));
      if (!file.is_open() || ::ftruncate(file.get(), static_cast<off_t>(offset)) != 0 || ::fsync(file.get()) != 0)
        disk::fail("an upload cannot be cut");
    }
    unmark(id);
  }
}

void PartialFiles::create(const std::string& id, std::uint64_t size) {
  if (size > 0) check_room(size);
  const disk::Descriptor file(::open(path_of(id).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.is_open()) disk::fail("an upload cannot be made");
  disk::sync_folder(folder_);
}

void PartialFiles::check_room(std::uint64_t size) const {
  struct statvfs disk_state = {};
  if (::statvfs(folder_.c_str(), &disk_state) != 0) disk::fail("the disk cannot be looked at");
  const std::uint64_t all = disk_state.f_blocks * disk_state.f_frsize;
  const std::uint64_t free = disk_state.f_bavail * disk_state.f_frsize;
  if (free < size + std::min(room_for_the_database, all / 10)) throw StorageFull("upload");
}

std::optional<std::uint64_t> PartialFiles::length(const std::string& id) const {
  std::error_code missing;
  const std::uintmax_t size = fs::file_size(path_of(id), missing);
  if (missing) return std::nullopt;
  return size;
}

PartialFiles::State* PartialFiles::open(const std::string& id) {
  States& states = states_[lane_of(id)];
  disk::Descriptor file(::open(path_of(id).c_str(), O_RDWR | O_CLOEXEC));
  if (!file.is_open()) {
    if (errno != ENOENT) disk::fail("an upload cannot be opened");
    states.erase(id);
    return nullptr;
  }
  const std::uint64_t length = size_of(file.get());
  const auto known = states.find(id);
  if (known != states.end() && known->second.length == length) {
    known->second.file = std::move(file);
    return &known->second;
  }
  forget_some(states);
  State& state = states.insert_or_assign(id, State{}).first->second;
  add_file(state.hasher, file.get(), length);
  state.length = length;
  state.file = std::move(file);
  return &state;
}

void PartialFiles::forget_some(States& states) {
  for (auto it = states.begin(); states.size() >= most_states && it != states.end();)
    it = it->second.file.is_open() ? std::next(it) : states.erase(it);
}

std::optional<PartialFiles::Piece> PartialFiles::begin(const std::string& id,
                                                       std::optional<ContentHasher::Kind> checksum) {
  States& states = states_[lane_of(id)];
  if (const auto other = states.find(id); other != states.end() && other->second.before) take_back(other->second);
  State* state = open(id);
  if (state == nullptr) return std::nullopt;
  state->piece = ++last_piece_[lane_of(id)];
  state->begun = state->length;
  state->piece_offset = state->length;
  state->before.reset();
  state->checksum.reset();
  if (checksum) {
    mark(id, state->length);
    state->before.emplace(state->hasher);
    state->checksum.emplace(*checksum);
  }
  return Piece{state->piece, state->length};
}

PartialFiles::State* PartialFiles::of(const std::string& id, const Piece& piece) {
  States& states = states_[lane_of(id)];
  const auto found = states.find(id);
  return found == states.end() || found->second.piece != piece.number ? nullptr : &found->second;
}

bool PartialFiles::add(const std::string& id, const Piece& piece, std::string_view bytes) {
  State* state = of(id, piece);
  if (state == nullptr) return false;
  try {
    // Uploads that began when there was room for each may have none together.
    check_room(bytes.size());
    for (std::string_view rest = bytes; !rest.empty();) {
      const auto at = static_cast<off_t>(state->length + (bytes.size() - rest.size()));
      const ssize_t size = ::pwrite(state->file.get(), rest.data(), rest.size(), at);
      if (size < 0) disk::fail("an upload cannot be written");
      rest.remove_prefix(static_cast<std::size_t>(size));
    }
  } catch (const StorageFull&) {
    remove(id);
    throw;
  }
  state->hasher.add(bytes);
  if (state->checksum) state->checksum->add(bytes);
  state->length += bytes.size();
  begin_flush(*state);
  return true;
}

void PartialFiles::begin_flush(State& state) {
  const std::uint64_t size = state.length - state.begun;
  if (size < flush_step) return;
  // Only so that the end of the piece has less to wait for: what goes wrong is told by its flush.
  ::sync_file_range(state.file.get(), static_cast<off64_t>(state.begun), static_cast<off64_t>(size),
                    SYNC_FILE_RANGE_WRITE);
  state.begun = state.length;
}

void PartialFiles::take_back(State& state) const {
  if (::ftruncate(state.file.get(), static_cast<off_t>(state.piece_offset)) != 0) disk::fail("an upload cannot be cut");
  state.length = state.begun = state.piece_offset;
  state.hasher = std::move(*state.before);
  state.before.reset();
}

PartialFiles::End PartialFiles::end(const std::string& id, const Piece& piece,
                                    const std::optional<std::string>& checksum) {
  State* state = of(id, piece);
  if (state == nullptr) return End::superseded;
  const bool fits = !state->checksum || (checksum && state->checksum->digest() == *checksum);
  if (!fits) take_back(*state);
  const bool was_marked = state->checksum.has_value();
  state->before.reset();
  state->checksum.reset();
  state->piece = 0;
  flush(id, state->file.get());
  if (was_marked) unmark(id);
  state->file = {};
  return fits ? End::kept : End::mismatch;
}

void PartialFiles::abandon(const std::string& id, const Piece& piece) {
  State* state = of(id, piece);
  if (state == nullptr) return;
  if (state->before) take_back(*state);
  if (state->checksum) unmark(id);
  state->checksum.reset();
  state->piece = 0;
  state->file = {};
}

std::optional<PartialFiles::Whole> PartialFiles::finished(const std::string& id, std::uint64_t size,
                                                          std::size_t head_size) {
  const States& states = states_[lane_of(id)];
  if (const auto known = states.find(id); known != states.end() && known->second.piece != 0) return std::nullopt;
  State* state = open(id);
  if (state == nullptr) return std::nullopt;
  const disk::Descriptor file = std::move(state->file);
  if (state->length != size) return std::nullopt;
  flush(id, file.get());
  Whole whole{.hash = state->hasher.hex(), .head = std::string(head_size, '\0')};
  const ssize_t got = ::pread(file.get(), whole.head.data(), head_size, 0);
  if (got < 0) disk::fail("an upload cannot be read");
  whole.head.resize(static_cast<std::size_t>(got));
  return whole;
}

void PartialFiles::flush(const std::string& id, int file) {
  if (::fdatasync(file) == 0) return;
  const bool full = errno == ENOSPC || errno == EDQUOT;
  // What a failed flush has lost is not written by a second one.
  remove(id);
  if (full) throw StorageFull("upload");
  throw std::runtime_error("an upload cannot be flushed");
}

void PartialFiles::remove(const std::string& id) {
  states_[lane_of(id)].erase(id);
  ::unlink(mark_of(id).c_str());
  if (::unlink(path_of(id).c_str()) != 0 && errno != ENOENT) disk::fail("an upload cannot be removed");
}

std::vector<std::string> PartialFiles::list() const {
  std::vector<std::string> ids;
  for (const auto& file : fs::directory_iterator(folder_)) {
    std::string name = file.path().filename().string();
    if (!name.ends_with(mark_ending)) ids.push_back(std::move(name));
  }
  return ids;
}

}  // namespace ling
