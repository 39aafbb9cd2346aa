// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/list_ids.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <type_traits>

#include "base/error.hpp"

namespace entente::pages {

namespace {

// They go to the file as they lie in memory.
static_assert(sizeof(base::Uuid) == 16 && std::is_trivially_copyable_v<base::Uuid>);

/// Not /tmp, which may be memory.
std::string folder() {
  const char* said = std::getenv("TMPDIR");
  return said && *said ? said : "/var/tmp";
}

[[noreturn]] void fail(const char* what) {
  throw base::Error("A list that is sent", std::string(what) + ": " + std::generic_category().message(errno),
                    "Room for it is taken in " + folder() + ", or where TMPDIR says.");
}

int unnamed_file() {
  const auto within = folder();
  const int file = ::open(within.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
  if (file >= 0) return file;
  // Not every file system has files without names; a name that is taken away at once does as well.
  auto name = within + "/entente-list-XXXXXX";
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named < 0) fail("no file can be made for it");
  ::unlink(name.c_str());
  return named;
}

void write_all(int file, std::span<const base::Uuid> ids) {
  const auto bytes = std::as_bytes(ids);
  for (std::size_t done = 0; done < bytes.size();) {
    const auto written = ::pwrite(file, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (written > 0)
      done += static_cast<std::size_t>(written);
    else if (errno != EINTR)
      fail("it cannot be written");
  }
}

void read_all(int file, std::size_t from, std::span<base::Uuid> ids) {
  const auto bytes = std::as_writable_bytes(ids);
  for (std::size_t done = 0; done < bytes.size();) {
    const auto got = ::pread(file, bytes.data() + done, bytes.size() - done,
                             static_cast<off_t>(from * sizeof(base::Uuid) + done));
    if (got > 0)
      done += static_cast<std::size_t>(got);
    else if (got == 0 || errno != EINTR)
      fail("it cannot be read again");
  }
}

}  // namespace

ListIds::ListIds(std::span<const base::Uuid> ids)
    : size_(ids.size()),
      piece_(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(std::min(size_, kPiece))) {
  if (size_ <= kPiece) return;
  file_ = unnamed_file();
  try {
    write_all(file_, ids);
  } catch (...) {
    ::close(file_);
    throw;
  }
}

ListIds::~ListIds() {
  if (file_ >= 0) ::close(file_);
}

base::Uuid ListIds::next() {
  if (at_ > 0 && at_ % kPiece == 0) {
    piece_.resize(std::min(kPiece, size_ - at_));
    read_all(file_, at_, piece_);
  }
  return piece_[at_++ % kPiece];
}

}  // namespace entente::pages
