// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A disk that fails at one call, for a program started with LD_PRELOAD.
//
//   IO_FAULT_FOLDER  calls on files whose path begins with it are counted; all others go their way
//   IO_FAULT_AT      which of them fails, from 1; "none": they are only counted
//   IO_FAULT_KIND    eio     open, write, sync, truncate, rename, remove, mkdir or close fails with EIO, once
//                    enospc  the disk is full: that call and all after it that need room fail with ENOSPC
//                    short   a write takes half of what it was given
//                    read    an open or a read fails with EIO
//                    lie     a write, truncate or rename is said to be done, and is not: the control,
//                            under which something must be found
//   IO_FAULT_TOLD    a file that says what failed ("pwrite PATH"), or how many there were ("calls 41");
//                    there is none where the program made fewer calls
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "preload.hpp"

namespace {

using preload::mode_in;
using preload::next;

/// What a call needs of the disk.
enum Need : unsigned { kRead = 1, kChange = 2, kRoom = 4, kData = 8, kName = 16 };

struct Plan {
  std::string folder, kind;
  long at = 0;
  std::atomic<long> calls = 0;
  std::atomic<bool> full = false;

  Plan() {
    const auto text = [](const char* name) {
      const char* value = std::getenv(name);
      return std::string(value == nullptr ? "" : value);
    };
    folder = text("IO_FAULT_FOLDER");
    kind = text("IO_FAULT_KIND");
    at = text("IO_FAULT_AT") == "none" ? LONG_MAX : std::atol(text("IO_FAULT_AT").c_str());
  }

  bool counts(unsigned need) const {
    if (kind == "eio") return (need & (kChange | kRoom)) != 0;
    if (kind == "enospc") return (need & kRoom) != 0;
    if (kind == "short") return (need & kData) != 0;
    if (kind == "read") return (need & kRead) != 0;
    return kind == "lie" && (need & (kData | kName)) != 0;
  }
};

Plan& plan() {
  static auto* one = new Plan;
  return *one;
}

void tell(const char* call, std::string_view path) {
  const char* file = std::getenv("IO_FAULT_TOLD");
  if (file == nullptr) return;
  const auto line = std::string(call) + " " + std::string(path) + "\n";
  // Past the calls below, which would count these.
  const auto fd = ::syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (fd < 0 || ::syscall(SYS_write, fd, line.data(), line.size()) < 0) std::abort();
  ::syscall(SYS_close, fd);
}

enum class Fate { pass, fail, half, lie };

Fate fate(const char* call, std::string_view path, unsigned need) {
  auto& p = plan();
  if (p.at == 0 || !p.counts(need) || p.folder.empty() || !path.starts_with(p.folder)) return Fate::pass;
  const bool full = p.full;
  if (!full && ++p.calls != p.at) return Fate::pass;
  if (!full) tell(call, path);
  if (p.kind == "enospc") p.full = true;
  errno = p.kind == "enospc" ? ENOSPC : EIO;
  return p.kind == "short" ? Fate::half : p.kind == "lie" ? Fate::lie : Fate::fail;
}

Fate fate(const char* call, int fd, unsigned need) {
  if (plan().at == 0 || !plan().counts(need)) return Fate::pass;
  const int kept = errno;
  std::array<char, PATH_MAX> path{};
  const auto link = "/proc/self/fd/" + std::to_string(fd);
  const auto size = ::readlink(link.c_str(), path.data(), path.size());
  errno = kept;
  return size <= 0 ? Fate::pass
                   : fate(call, std::string_view(path.data(), static_cast<std::size_t>(size)), need);
}

/// A call that gives 0 or -1.
template <class Where, class Do>
int simple(const char* call, Where where, unsigned need, Do&& real) {
  switch (fate(call, where, need)) {
    case Fate::fail:
      return -1;
    case Fate::lie:
      return 0;
    default:
      return real();
  }
}

/// A write of `size` bytes, of which `real` writes as many as it is told.
template <class Do>
ssize_t data(const char* call, int fd, std::size_t size, Do&& real) {
  // Half of one byte is no short write.
  switch (fate(call, fd, kChange | kRoom | (size > 1 ? kData : 0U))) {
    case Fate::fail:
      return -1;
    case Fate::half:
      return real(size / 2);
    case Fate::lie:
      return static_cast<ssize_t>(size);
    default:
      return real(size);
  }
}

template <class Do>
ssize_t reading(const char* call, int fd, Do&& real) {
  return fate(call, fd, kRead) == Fate::fail ? -1 : real();
}

unsigned need_of(int flags) {
  return kRead | ((flags & O_ACCMODE) != O_RDONLY ? kChange : 0U) | ((flags & O_CREAT) != 0 ? kRoom : 0U);
}

int open_file(const char* name, const char* path, int flags, mode_t mode) {
  if (fate("open", std::string_view(path), need_of(flags)) == Fate::fail) return -1;
  return next<int (*)(const char*, int, ...)>(name)(path, flags, mode);
}

std::FILE* open_stream(const char* name, const char* path, const char* mode) {
  const auto need = std::string_view(mode).starts_with("r") ? need_of(O_RDONLY) : need_of(O_WRONLY | O_CREAT);
  if (fate("fopen", std::string_view(path), need) == Fate::fail) return nullptr;
  return next<std::FILE* (*)(const char*, const char*)>(name)(path, mode);
}

ssize_t write_at(const char* name, int fd, const void* bytes, std::size_t size, off_t at) {
  return data("pwrite", fd, size, [&](std::size_t n) {
    return next<ssize_t (*)(int, const void*, std::size_t, off_t)>(name)(fd, bytes, n, at);
  });
}

ssize_t read_at(const char* name, int fd, void* to, std::size_t size, off_t at) {
  return reading("pread", fd,
                 [&] { return next<ssize_t (*)(int, void*, std::size_t, off_t)>(name)(fd, to, size, at); });
}

int cut(const char* name, int fd, off_t size) {
  return simple("ftruncate", fd, kChange | kRoom | kName,
                [&] { return next<int (*)(int, off_t)>(name)(fd, size); });
}

__attribute__((destructor)) void end() {
  if (plan().at == LONG_MAX) tell("calls", std::to_string(plan().calls));
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = mode_in(flags, arguments);
  va_end(arguments);
  return open_file("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = mode_in(flags, arguments);
  va_end(arguments);
  return open_file("open64", path, flags, mode);
}

std::FILE* fopen(const char* path, const char* mode) {
  return open_stream("fopen", path, mode);
}

std::FILE* fopen64(const char* path, const char* mode) {
  return open_stream("fopen64", path, mode);
}

int close(int fd) {
  // The file is closed, whatever is said of it.
  const auto told = fate("close", fd, kChange);
  const int result = next<int (*)(int)>("close")(fd);
  if (told != Fate::fail) return result;
  errno = EIO;
  return -1;
}

ssize_t write(int fd, const void* bytes, size_t size) {
  return data("write", fd, size, [&](std::size_t n) {
    return next<ssize_t (*)(int, const void*, size_t)>("write")(fd, bytes, n);
  });
}

ssize_t writev(int fd, const iovec* parts, int count) {
  std::size_t size = 0;
  for (int i = 0; i < count; ++i) size += parts[i].iov_len;
  return data("writev", fd, size, [&](std::size_t n) -> ssize_t {
    if (n == size) return next<ssize_t (*)(int, const iovec*, int)>("writev")(fd, parts, count);
    return next<ssize_t (*)(int, const void*, size_t)>("write")(fd, parts[0].iov_base,
                                                                std::min(n, parts[0].iov_len));
  });
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
  return write_at("pwrite", fd, bytes, size, at);
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) {
  return write_at("pwrite64", fd, bytes, size, at);
}

ssize_t read(int fd, void* to, size_t size) {
  return reading("read", fd, [&] { return next<ssize_t (*)(int, void*, size_t)>("read")(fd, to, size); });
}

ssize_t pread(int fd, void* to, size_t size, off_t at) {
  return read_at("pread", fd, to, size, at);
}

ssize_t pread64(int fd, void* to, size_t size, off64_t at) {
  return read_at("pread64", fd, to, size, at);
}

int ftruncate(int fd, off_t size) noexcept {
  return cut("ftruncate", fd, size);
}

int ftruncate64(int fd, off64_t size) noexcept {
  return cut("ftruncate64", fd, size);
}

int fsync(int fd) {
  return simple("fsync", fd, kChange | kRoom, [&] { return next<int (*)(int)>("fsync")(fd); });
}

int fdatasync(int fd) {
  return simple("fdatasync", fd, kChange | kRoom, [&] { return next<int (*)(int)>("fdatasync")(fd); });
}

int rename(const char* from, const char* to) noexcept {
  return simple("rename", std::string_view(to), kChange | kRoom | kName,
                [&] { return next<int (*)(const char*, const char*)>("rename")(from, to); });
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
  return simple("renameat2", std::string_view(to), kChange | kRoom | kName, [&] {
    return next<int (*)(int, const char*, int, const char*, unsigned)>("renameat2")(from_folder, from,
                                                                                    to_folder, to, flags);
  });
}

int unlink(const char* path) noexcept {
  return simple("unlink", std::string_view(path), kChange,
                [&] { return next<int (*)(const char*)>("unlink")(path); });
}

int mkdir(const char* path, mode_t mode) noexcept {
  return simple("mkdir", std::string_view(path), kChange | kRoom,
                [&] { return next<int (*)(const char*, mode_t)>("mkdir")(path, mode); });
}

}  // extern "C"
