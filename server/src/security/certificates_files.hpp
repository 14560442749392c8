// Small private files that are either whole or not there.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace ling {

/// The folder with mode 700, made when missing. Throws std::runtime_error with a sentence.
void make_private_folder(const std::filesystem::path& folder);
/// nullopt: there is no such file. Throws std::runtime_error with a sentence when it cannot be read.
std::optional<std::string> read_file_if_any(const std::filesystem::path& file);
/// Writes with mode 600 beside the file, syncs, renames, syncs the folder. Throws std::runtime_error with a sentence.
void write_private_file(const std::filesystem::path& file, std::string_view content);

}  // namespace ling
