// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/error.hpp"

namespace entente::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 3> kPacked{"", ".gz", ".zst"};

bool ends_so(const std::string& name, std::span<const std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) {
    return std::ranges::any_of(
        kPacked, [&](std::string_view packed) { return name.ends_with(std::string(ending).append(packed)); });
  });
}

[[noreturn]] void fail_none(const std::string& folder, std::span<const std::string_view> endings) {
  std::string all;
  for (const auto ending : endings)
    for (const auto packed : kPacked) all.append(all.empty() ? "" : ", ").append(ending).append(packed);
  throw base::BadInput(folder, "is a folder without a file to read",
                       "Name one with files whose names end with one of: " + all);
}

}  // namespace

std::vector<std::string> files_of(const std::string& name, std::span<const std::string_view> endings) {
  std::error_code ec;
  if (!fs::is_directory(name, ec)) return {name};  // what it is instead is told where it is opened
  std::vector<std::string> inside;
  for (fs::recursive_directory_iterator at(name, ec), end; !ec && at != end; at.increment(ec))
    if (at->is_regular_file(ec) && ends_so(at->path().filename().string(), endings))
      inside.push_back(at->path().string());
  if (ec)
    throw base::Error("folder " + name, "cannot be read whole: " + ec.message(),
                      "Check its permissions, and those of the folders in it.");
  if (inside.empty()) fail_none(name, endings);
  std::ranges::sort(inside);
  return inside;
}

}  // namespace entente::cli
