// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A disk whose power can be cut, for a program started with LD_PRELOAD.
//
// Files whose path begins with POWER_CUT_FOLDER are watched: each write is remembered with what stood there
// before, until the file is synced. On SIGUSR1 the power goes: every write since the last sync is taken back,
// a random part of them is put in again, sector by sector, as a disk that was at it may have done, and the
// process dies. With POWER_CUT_LIES=1 the disk says of every sync that it is done, and forgets all the same:
// the control, under which acknowledged writes must be lost.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "preload.hpp"

namespace {

constexpr std::size_t kSector = 512;

using preload::mode_in;
using preload::next;

struct Change {
  off_t at = 0;
  std::string before, after;  ///< `before` is shorter where the write made the file longer
  off_t size_before = 0;
  bool cut = false;  ///< an ftruncate: `at` is the new size, `before` what it cut off
};

struct File {
  std::string path;
  std::vector<Change> unsynced;
};

struct Disk {
  std::mutex mutex;
  std::map<std::pair<dev_t, ino_t>, File> files;
  std::map<int, std::pair<dev_t, ino_t>> open;
  std::string folder;
  bool lies = false;
};

Disk& disk() {
  static auto* one = [] {
    auto* made = new Disk;
    if (const char* folder = std::getenv("POWER_CUT_FOLDER")) made->folder = folder;
    made->lies = std::getenv("POWER_CUT_LIES") != nullptr;
    return made;
  }();
  return *one;
}

ssize_t real_pread(int fd, void* to, std::size_t size, off_t at) {
  static const auto real = next<ssize_t (*)(int, void*, std::size_t, off_t)>("pread64");
  return real(fd, to, size, at);
}

ssize_t real_pwrite(int fd, const void* from, std::size_t size, off_t at) {
  static const auto real = next<ssize_t (*)(int, const void*, std::size_t, off_t)>("pwrite64");
  return real(fd, from, size, at);
}

int real_truncate(int fd, off_t size) {
  static const auto real = next<int (*)(int, off_t)>("ftruncate64");
  return real(fd, size);
}

off_t size_of(int fd) {
  struct stat about {};
  return ::fstat(fd, &about) == 0 ? about.st_size : 0;
}

std::string read_at(int fd, off_t at, std::size_t size) {
  std::string bytes(size, '\0');
  const auto got = real_pread(fd, bytes.data(), size, at);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

void write_at(int fd, off_t at, const char* bytes, std::size_t size) {
  if (real_pwrite(fd, bytes, size, at) != static_cast<ssize_t>(size)) std::abort();
}

void cut_power(int) {
  auto& all = disk();
  std::mt19937_64 dice{std::random_device{}()};
  all.mutex.lock();  // another thread may be at an operation; this one is not (see Operation)
  for (auto& [key, file] : all.files) {
    static const auto real_open = next<int (*)(const char*, int, ...)>("open64");
    const int fd = real_open(file.path.c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0) continue;  // removed meanwhile
    for (auto change = file.unsynced.rbegin(); change != file.unsynced.rend(); ++change) {
      if (real_truncate(fd, change->size_before) != 0) std::abort();
      write_at(fd, change->at, change->before.data(), change->before.size());
    }
    for (const auto& change : file.unsynced) {
      if (dice() % 2 == 0) continue;
      if (change.cut) {
        if (real_truncate(fd, change.at) != 0) std::abort();
        continue;
      }
      for (std::size_t at = 0; at < change.after.size(); at += kSector)
        if (dice() % 4 != 0)
          write_at(fd, change.at + static_cast<off_t>(at), change.after.data() + at,
                   std::min(kSector, change.after.size() - at));
    }
    next<int (*)(int)>("close")(fd);
  }
  ::kill(::getpid(), SIGKILL);
}

/// Cuts the power between two operations, never inside one.
class Operation {
 public:
  Operation() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, &before_);
    disk().mutex.lock();
  }
  ~Operation() {
    disk().mutex.unlock();
    const int kept = errno;
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    errno = kept;
  }
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;

 private:
  sigset_t before_{};
};

File* file_of(int fd) {
  auto& all = disk();
  const auto found = all.open.find(fd);
  return found == all.open.end() ? nullptr : &all.files[found->second];
}

void opened(int fd, const char* path) {
  if (fd < 0 || disk().folder.empty() || std::strncmp(path, disk().folder.c_str(), disk().folder.size()) != 0)
    return;
  const Operation operation;
  struct stat about {};
  if (::fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) return;
  const std::pair key{about.st_dev, about.st_ino};
  disk().files[key].path = path;
  disk().open[fd] = key;
}

void remember(int fd, File& file, const void* bytes, std::size_t size, off_t at) {
  Change change;
  change.at = at;
  change.before = read_at(fd, at, size);
  change.after.assign(static_cast<const char*>(bytes), size);
  change.size_before = size_of(fd);
  file.unsynced.push_back(std::move(change));
}

int sync_file(int fd, const char* name) {
  const Operation operation;
  auto* file = file_of(fd);
  const int result = next<int (*)(int)>(name)(fd);
  if (file != nullptr && result == 0 && !disk().lies) file->unsynced.clear();
  return result;
}

int truncate_file(int fd, off_t size) {
  const Operation operation;
  if (auto* file = file_of(fd)) {
    Change change;
    change.cut = true;
    change.at = size;
    change.size_before = size_of(fd);
    if (change.size_before > size)
      change.before = read_at(fd, size, static_cast<std::size_t>(change.size_before - size));
    file->unsynced.push_back(std::move(change));
  }
  return real_truncate(fd, size);
}

ssize_t write_file(int fd, const void* bytes, std::size_t size, off_t at) {
  const Operation operation;
  if (auto* file = file_of(fd)) remember(fd, *file, bytes, size, at);
  return real_pwrite(fd, bytes, size, at);
}

int open_file(const char* name, const char* path, int flags, mode_t mode) {
  const int fd = next<int (*)(const char*, int, ...)>(name)(path, flags, mode);
  opened(fd, path);
  return fd;
}

__attribute__((constructor)) void begin() {
  struct sigaction action {};
  action.sa_handler = cut_power;
  sigaction(SIGUSR1, &action, nullptr);
}

}  // namespace

// What SQLite calls, in both spellings of the C library.
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

int close(int fd) {
  {
    const Operation operation;
    disk().open.erase(fd);
  }
  return next<int (*)(int)>("close")(fd);
}

ssize_t write(int fd, const void* bytes, size_t size) {
  const Operation operation;
  if (auto* file = file_of(fd)) remember(fd, *file, bytes, size, ::lseek(fd, 0, SEEK_CUR));
  return next<ssize_t (*)(int, const void*, size_t)>("write")(fd, bytes, size);
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
  return write_file(fd, bytes, size, at);
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) {
  return write_file(fd, bytes, size, at);
}

int ftruncate(int fd, off_t size) noexcept {
  return truncate_file(fd, size);
}

int ftruncate64(int fd, off64_t size) noexcept {
  return truncate_file(fd, size);
}

int fsync(int fd) {
  return sync_file(fd, "fsync");
}

int fdatasync(int fd) {
  return sync_file(fd, "fdatasync");
}

}  // extern "C"
