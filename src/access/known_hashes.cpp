// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/known_hashes.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

#include "base/error.hpp"

namespace entente::access {

namespace {

constexpr std::size_t kSha1Bytes = 20, kHashLetters = 40;
constexpr std::uint64_t kLongestLine = 80;  // with its count and its end
constexpr std::uint64_t kLinesTried = 1000;

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/// The hash at the beginning of a line, in capitals; "" where there is none.
std::string hash_in(std::string_view line) {
  const auto letters = line.substr(0, kHashLetters);
  const bool ends = line.size() == kHashLetters || line[kHashLetters] == ':' || line[kHashLetters] == '\r';
  if (letters.size() != kHashLetters || !std::ranges::all_of(letters, is_hex) || !ends) return {};
  std::string hash(letters);
  for (auto& c : hash)
    if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
  return hash;
}

std::string sha1_letters(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::array<unsigned char, kSha1Bytes> bytes{};
  unsigned length = bytes.size();
  if (EVP_Digest(text.data(), text.size(), bytes.data(), &length, EVP_sha1(), nullptr) != 1)
    throw base::Error("SHA-1", "could not be computed", "Check the OpenSSL installation.");
  std::string letters;
  for (const auto byte : bytes) {
    letters += kDigits[byte >> 4];
    letters += kDigits[byte & 15U];
  }
  return letters;
}

}  // namespace

bool KnownHashes::is_one(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string line(kLongestLine, '\0');
  in.read(line.data(), static_cast<std::streamsize>(line.size()));
  line.resize(static_cast<std::size_t>(in.gcount()));
  return !hash_in(std::string_view(line).substr(0, line.find('\n'))).empty();
}

KnownHashes::KnownHashes(const std::filesystem::path& file) : name_(file.string()) {
  file_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (file_ < 0 || ::fstat(file_, &status) != 0 || !S_ISREG(status.st_mode)) {
    if (file_ >= 0) ::close(file_);
    throw base::BadInput("file of passwords " + name_, "cannot be read", "Check its name and permissions.");
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
  try {
    require_order();
  } catch (...) {
    ::close(file_);
    throw;
  }
}

KnownHashes::~KnownHashes() {
  if (file_ >= 0) ::close(file_);
}

KnownHashes::KnownHashes(KnownHashes&& other) noexcept
    : name_(std::move(other.name_)), file_(std::exchange(other.file_, -1)), size_(other.size_) {}

KnownHashes::Line KnownHashes::line_at(std::uint64_t at) const {
  const auto from = at - std::min(at, kLongestLine);
  std::array<char, 2 * kLongestLine + 1> window{};
  const auto read = ::pread(file_, window.data(), window.size(), static_cast<off_t>(from));
  if (read < 0)
    throw base::Error("file of passwords " + name_, "cannot be read any more", "Check the disk it lies on.");
  const std::string_view text(window.data(), static_cast<std::size_t>(read));
  const auto here = static_cast<std::size_t>(at - from);
  const auto before = here == 0 ? text.npos : text.rfind('\n', here - 1);
  const auto begin = before == text.npos ? 0 : before + 1;
  const auto end = std::min(text.find('\n', here), text.size());
  return {from + begin, from + end + 1, hash_in(text.substr(begin, end - begin))};
}

/// A file in another order would be searched in vain, and nobody would notice.
void KnownHashes::require_order() const {
  std::string before;
  for (std::uint64_t n = 0; n < kLinesTried; ++n) {
    const auto line = line_at(size_ * n / kLinesTried);
    if (line.hash.empty() || line.hash < before)
      throw base::BadInput("file of passwords " + name_,
                           line.hash.empty() ? "has lines that are no SHA-1" : "is not in ascending order",
                           "Sort it by hash: LC_ALL=C sort.");
    before = line.hash;
  }
}

bool KnownHashes::contains(std::string_view password) const {
  const auto wanted = sha1_letters(password);
  for (std::uint64_t low = 0, high = size_; low < high;) {
    const auto line = line_at(low + (high - low) / 2);
    if (line.hash == wanted) return true;
    if (line.hash < wanted)
      low = line.next;
    else
      high = line.begin;
  }
  return false;
}

}  // namespace entente::access
